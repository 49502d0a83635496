import { screen } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry, ServerFrame } from '@/contract'
import { drawn } from '@/ui/testing/drawn'
import { withScreen } from '@/ui/testing/screen'
import { applyToMessages } from './apply'
import { FileCards } from './cards/FileCards'
import { formatLength, formatSize } from './sizes'
import { filesOf, type SharedFile } from './wire'

function aFile(changes: Partial<SharedFile> = {}): SharedFile {
  return {
    id: 'file-1',
    account_id: 'mara',
    name: 'plan.zip',
    size_bytes: 1_536,
    media_type: 'application/zip',
    kind: 'archive',
    sha256: '',
    state: 'clean',
    reason: null,
    created_at: '2026-01-01T00:00:00Z',
    preview: null,
    preview_state: 'none',
    ...changes,
  }
}

function message(files: readonly SharedFile[]): Entry {
  return {
    seq: 1,
    room_id: 'room',
    kind: 'message',
    state: { text: '', files },
  } as unknown as Entry
}

function frame(file: SharedFile, roomId = 'room'): ServerFrame {
  return { type: 'file', room_id: roomId, file } as unknown as ServerFrame
}

const draw = (file: SharedFile) =>
  drawn(<FileCards files={[file]} renderCode={(text) => <pre>{text}</pre>} />)

beforeEach(() => withScreen())

describe('a frame about a file', () => {
  it('changes the messages that have it, and no other', () => {
    const entries = [message([aFile({ state: 'waiting' })]), message([aFile({ id: 'other' })])]
    const next = applyToMessages(entries, frame(aFile())) ?? []
    expect(next.map((entry) => filesOf(entry).map(({ state }) => state))).toEqual([
      ['clean'],
      ['clean'],
    ])
    expect(next[1]).toBe(entries[1])
  })

  it('of another room or of an unknown file changes nothing', () => {
    const entries = [message([aFile()])]
    expect(applyToMessages(entries, frame(aFile(), 'elsewhere'))).toBe(entries)
    expect(applyToMessages(entries, frame(aFile({ id: 'unknown' })))).toBe(entries)
  })

  it('is told from every other frame', () => {
    expect(applyToMessages([], { type: 'pong' } as ServerFrame)).toBeNull()
  })
})

describe('a file in a message', () => {
  it('that is clean can be downloaded', async () => {
    await draw(aFile())
    const link = screen.getByRole('link', { name: /Download .*plan\.zip/ })
    expect(link.getAttribute('href')).toBe(
      '/api/v1/files/file-1/content?variant=original&download=1',
    )
  })

  it.each([
    ['waiting', null, 'Checking for malware…'],
    ['scanning', null, 'Checking for malware…'],
    ['refused', 'malware', 'Blocked, for everybody: malware was found in it.'],
    ['purged', null, 'No longer kept'],
  ] as const)('that is %s says so and cannot be had', async (state, reason, text) => {
    await draw(aFile({ state, reason }))
    expect(screen.getByText(text)).toBeTruthy()
    expect(screen.queryByRole('link')).toBeNull()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('that nobody could look into is had only after a warning', async () => {
    await draw(aFile({ state: 'unscannable', reason: 'encrypted' }))
    expect(screen.getByText('Could not be checked: it is encrypted.')).toBeTruthy()
    expect(screen.queryByRole('link')).toBeNull()
    screen.getByRole('button', { name: /Download/ }).click()
    expect(await screen.findByRole('button', { name: 'Download anyway' })).toBeTruthy()
  })
})

it('sizes and lengths are written as people know them', () => {
  expect([0, 1_536, 5 * 1024 ** 2].map(formatSize)).toEqual(['0 bytes', '1.5 kB', '5 MB'])
  expect([5_000, 65_000, 3_729_000].map(formatLength)).toEqual(['0:05', '1:05', '1:02:09'])
})
