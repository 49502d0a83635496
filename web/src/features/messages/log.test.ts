import { describe, expect, test } from 'vitest'
import type { Entry } from '@/contract'
import {
  applyToLog,
  hasNewer,
  hasOlder,
  join,
  LONGEST_WINDOW,
  logKey,
  logOf,
  type RoomLog,
} from './log'

const ROOM = 'room'
const context = { meId: 'me', key: logKey(ROOM) }

function message(seq: number, text = `text ${seq}`): Entry {
  return {
    room_id: ROOM,
    seq,
    id: `e${seq}`,
    kind: 'message',
    author_id: 'ana',
    client_id: null,
    created_at: '2026-01-01T00:00:00.000000Z',
    body: { text },
    state: {
      text,
      edited_at: null,
      deleted_at: null,
      reactions: [],
      reply: null,
      pin: null,
      state_seq: seq,
    },
  }
}

function change(seq: number, kind: string, body: Record<string, unknown>): Entry {
  return { ...message(seq), kind, body, state: null }
}

const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const page = (from: number, to: number, head: number): RoomLog =>
  logOf({ items: run(from, to), head_seq: head, from_seq: 1 })
const seqs = (log: RoomLog | null) => log?.entries.map(({ seq }) => seq)
const receive = (log: RoomLog, entry: Entry) => applyToLog(log, { type: 'entry', entry }, context)

describe('a window at the newest', () => {
  test('grows by the next entry, once', () => {
    const first = receive(page(1, 3, 3), message(4)).next as RoomLog
    expect(seqs(first)).toEqual([1, 2, 3, 4])
    expect(receive(first, message(4)).next).toBe(first)
    expect(hasNewer(first)).toBe(false)
  })

  test('asks for what lies between', () => {
    const log = page(1, 3, 3)
    const { next, missing } = receive(log, message(6))
    expect(next).toBe(log)
    expect(missing).toEqual([{ kind: 'entries', roomId: ROOM, afterSeq: 3, upToSeq: 6 }])
  })

  test('is not moved by another room', () => {
    const log = page(1, 3, 3)
    expect(receive(log, { ...message(4), room_id: 'other' })).toEqual({ next: log, missing: [] })
  })
})

describe('a window on older entries', () => {
  test('stays where it is, and still learns of changes to what it shows', () => {
    const log = page(10, 12, 50)
    expect(hasOlder(log)).toBe(true)
    expect(hasNewer(log)).toBe(true)
    const edited = receive(log, change(51, 'message.edited', { seq: 11, text: 'new' })).next
    expect(seqs(edited)).toEqual([10, 11, 12])
    expect(edited?.entries[1]?.state).toMatchObject({ text: 'new', state_seq: 51 })
    expect(edited?.headSeq).toBe(51)
  })
})

describe('a page beside the window', () => {
  test('joins it on either side', () => {
    const log = page(10, 12, 20)
    expect(seqs(join(log, page(8, 9, 20)))).toEqual([8, 9, 10, 11, 12])
    expect(seqs(join(log, page(13, 15, 20)))).toEqual([10, 11, 12, 13, 14, 15])
    expect(seqs(join(log, page(9, 13, 20)))).toEqual([9, 10, 11, 12, 13])
  })

  test('that does not touch it is left out', () => {
    const log = page(10, 12, 20)
    expect(join(log, page(14, 15, 20))).toBe(log)
    expect(join(log, page(1, 8, 20))).toBe(log)
  })

  test('that is newer than what was applied makes both wait for the frames between', () => {
    const joined = join(page(10, 12, 20), page(8, 9, 21))
    expect(joined.appliedSeq).toBe(20)
    const { next, missing } = receive(joined, change(21, 'message.edited', { seq: 10, text: 'x' }))
    expect(missing).toEqual([])
    expect(next?.entries.find(({ seq }) => seq === 10)?.state?.text).toBe('x')
  })

  test('lets go of the other end beyond the longest window', () => {
    const joined = join(page(101, 100 + LONGEST_WINDOW, 5000), page(1, 100, 5000))
    expect(joined.entries).toHaveLength(LONGEST_WINDOW)
    expect(joined.entries[0]?.seq).toBe(1)
    expect(hasNewer(joined)).toBe(true)
  })
})

test('a room that is no longer ours has no log', () => {
  const frame = { type: 'membership', removed: true, room_id: ROOM } as const
  expect(applyToLog(page(1, 2, 2), frame, context).next).toBeNull()
})
