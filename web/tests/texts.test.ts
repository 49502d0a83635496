import { expect, test } from 'vitest'
import { paramNames } from '@/ground/i18n'

const catalogues = import.meta.glob<Record<string, string>>(
  ['../src/**/messages.en.ts', '../src/ground/i18n/en.ts'],
  { eager: true, import: 'default' },
)
const sources = import.meta.glob<string>(
  [
    '../src/**/*.{ts,tsx}',
    '!../src/**/*.en.ts',
    '!../src/ground/i18n/en.ts',
    '!../src/**/*.test.*',
  ],
  { query: '?raw', import: 'default', eager: true },
)

const texts = Object.entries(catalogues).flatMap(([file, messages]) =>
  Object.entries(messages).map(([key, text]) => ({ file, key, text })),
)
const code = Object.values(sources).join('\n')

/** Whether some file names the key, or begins a name with it that is completed while running. */
function isUsed(key: string): boolean {
  if (code.includes(`'${key}'`)) return true
  const starts = code.matchAll(/`([a-z_]+\.[a-z_.-]*)\$\{/g)
  return [...starts].some(([, start = '']) => start !== '' && key.startsWith(start))
}

test('every text has one home', () => {
  const keys = texts.map(({ key }) => key)
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test('every text is used', () => {
  expect(texts.filter(({ key }) => !isUsed(key)).map(({ file, key }) => `${file}: ${key}`)).toEqual(
    [],
  )
})

test('every text that is asked for exists', () => {
  const known = new Set(texts.map(({ key }) => key))
  const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key)
  expect(asked.length).toBeGreaterThan(200)
  expect(asked.filter((key) => !known.has(key))).toEqual([])
})

test('every text is well formed', () => {
  for (const { key, text } of texts) expect(() => paramNames(text), key).not.toThrow()
})
