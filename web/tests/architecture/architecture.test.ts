import { expect, test } from 'vitest'
import { checkArchitecture, MOST_LINES, type SourceFile } from './rules'

const sources = import.meta.glob<string>('../../src/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})

function readSource(): SourceFile[] {
  return Object.entries(sources).map(([path, text]) => ({
    path: path.replace('../../src/', ''),
    text,
  }))
}

function violationsOf(path: string, text: string): string[] {
  return checkArchitecture([{ path, text }]).map(({ message }) => message)
}

test('the client keeps its own layout', () => {
  const files = readSource()
  expect(files.length).toBeGreaterThan(100)
  expect(checkArchitecture(files)).toEqual([])
})

test.each([
  ['ground/sync/engine.ts', "import { useMe } from '@/features/session'", 'ground may import only'],
  ['ui/Face.tsx', "import type { Me } from '@/contract'", 'ui may import only'],
  ['contract/index.ts', "import { t } from '@/ground/i18n'", 'contract may import only'],
  [
    'features/rooms/a.ts',
    "import { Shell } from '../../app/shell/Shell'",
    'features may import only',
  ],
  ['features/rooms/a.ts', "export { x } from '@/features/messages/log'", 'entered by its index.ts'],
  ['features/rooms/a.ts', "const x = import('../messages/log')", 'entered by its index.ts'],
  ['app/main.tsx', "import { x } from '@/features/messages/log'", 'entered by its index.ts'],
  ['features/rooms/a.ts', "import { x } from '@/ground/http/client'", 'a part of the ground'],
  ['app/main.tsx', "import { x } from '@/ui/Face'", 'entered by ui/index.ts'],
  ['helpers/a.ts', '', 'stands on no floor'],
])('%s may not hold %s', (path, text, message) => {
  expect(violationsOf(path, text)).toEqual([expect.stringContaining(message)])
})

test.each([
  ['features/rooms/a.ts', "import { x } from '@/features/messages'"],
  ['features/rooms/components/a.tsx', "import { x } from '../membership'"],
  ['app/routes/people.ts', "const page = () => import('@/features/people/components/PeoplePage')"],
  ['ground/socket/requests.ts', "import { ApiError } from '@/ground/http'"],
  ['ui/Face.tsx', "import { t } from '@/ground/i18n'\nimport x from 'react'"],
])('%s may hold %s', (path, text) => {
  expect(violationsOf(path, text)).toEqual([])
})

test('a file may have 250 lines and no more', () => {
  const lines = (count: number) => `${'const a = 1\n'.repeat(count)}`
  expect(violationsOf('app/a.ts', lines(MOST_LINES))).toEqual([])
  expect(violationsOf('app/a.ts', lines(MOST_LINES + 1))).toEqual([
    'has 251 lines, at most 250 are allowed: move what belongs together into a file of its own.',
  ])
})
