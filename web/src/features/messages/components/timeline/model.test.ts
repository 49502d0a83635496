import { describe, expect, it } from 'vitest'
import type { Entry, RoomMember } from '@/contract'
import type { EntryKind } from '@/ground/sync'
import { buildTimeline, lastOwn, lastSeenOwn, seenMarks, type TimelineItem } from './model'

const ME = 'me'
const MARA = 'mara'

function at(minute: number): string {
  return new Date(2026, 10, 23, 9, minute).toISOString()
}

function entry(seq: number, author: string, minute: number, kind: EntryKind = 'message'): Entry {
  const state = {
    text: `text ${seq}`,
    edited_at: null,
    deleted_at: null,
    reactions: [],
    reply: null,
    pin: null,
    state_seq: seq,
  }
  return {
    room_id: 'room',
    seq,
    id: `id-${seq}`,
    kind,
    author_id: author,
    client_id: kind === 'message' ? `c${seq}` : null,
    created_at: at(minute),
    body: {},
    state: kind === 'message' ? state : null,
  }
}

function build(entries: Entry[], more: Partial<Parameters<typeof buildTimeline>[0]> = {}) {
  return buildTimeline({
    entries,
    pending: [],
    reachesStart: true,
    meId: ME,
    unreadAfter: null,
    ...more,
  })
}

const types = (items: TimelineItem[]) => items.map(({ type }) => type)
const heads = (items: TimelineItem[]) =>
  items.flatMap((item) => (item.type === 'message' || item.type === 'pending' ? [item.isHead] : []))

const pending = (clientId: string, minute: number) => ({
  clientId,
  roomId: 'room',
  text: 'on its way',
  replyToSeq: null,
  topicId: null,
  forward: null,
  uploadIds: [],
  createdAt: at(minute),
  status: 'waiting' as const,
  error: null,
})

describe('the timeline', () => {
  it('groups what one author writes within five minutes', () => {
    const items = build([
      entry(1, MARA, 0),
      entry(2, MARA, 5),
      entry(3, MARA, 11),
      entry(4, ME, 12),
    ])
    expect(heads(items)).toEqual([true, false, true, true])
  })

  it('lets a notice end a group', () => {
    const items = build([entry(1, MARA, 0), entry(2, ME, 1, 'room.changed'), entry(3, MARA, 2)])
    expect(types(items)).toEqual(['start', 'day', 'message', 'notice', 'message'])
    expect(heads(items)).toEqual([true, true])
  })

  it('parts the days', () => {
    expect(types(build([entry(1, MARA, 0), entry(2, MARA, 60 * 24)]))).toEqual([
      'start',
      'day',
      'message',
      'day',
      'message',
    ])
  })

  it('gives changes no line and does not let them end a group', () => {
    const items = build([
      entry(1, MARA, 0),
      entry(2, ME, 0, 'reaction.added'),
      entry(3, MARA, 0, 'message.edited'),
      entry(4, MARA, 1),
    ])
    expect(types(items)).toEqual(['start', 'day', 'message', 'message'])
    expect(heads(items)).toEqual([true, false])
  })

  it('puts the unread line before the first message of somebody else after the marker', () => {
    const items = build(
      [entry(1, MARA, 0), entry(2, ME, 1), entry(3, MARA, 2), entry(4, MARA, 3)],
      {
        unreadAfter: 1,
      },
    )
    expect(types(items)).toEqual([
      'start',
      'day',
      'message',
      'message',
      'unread',
      'message',
      'message',
    ])
  })

  it('draws no line when everything is read', () => {
    expect(types(build([entry(1, MARA, 0)], { unreadAfter: 1 }))).not.toContain('unread')
    expect(types(build([entry(1, MARA, 0)], { unreadAfter: null }))).not.toContain('unread')
  })

  it('keeps the key of a message when the server confirms it', () => {
    const before = build([], { pending: [pending('c1', 0)] })
    const after = build([entry(1, ME, 0)])
    expect(before.at(-1)?.key).toBe(after.at(-1)?.key)
  })

  it('shows a message once while it is both confirmed and pending', () => {
    const items = build([entry(1, ME, 0)], { pending: [pending('c1', 0), pending('c2', 1)] })
    expect(types(items)).toEqual(['start', 'day', 'message', 'pending'])
    expect(heads(items)).toEqual([true, false])
  })

  it('draws neither a day nor the unread line above what it has while older history is to come', () => {
    const part = [entry(3, MARA, 5), entry(4, MARA, 6), entry(5, ME, 7)]
    expect(types(build(part, { reachesStart: false, unreadAfter: 1 }))).toEqual([
      'message',
      'message',
    ])
  })

  it('draws every line as it will be when older history comes in above', () => {
    const all = [1, 2, 3, 4, 5, 6].map((seq) => entry(seq, seq < 5 ? MARA : ME, seq * 2))
    const whole = new Map(build(all).map((item) => [item.key, item]))
    for (const first of [1, 2, 3, 4]) {
      for (const item of build(all.slice(first), { reachesStart: false })) {
        expect(item).toEqual(whole.get(item.key))
      }
    }
  })

  it('draws the only entry there is', () => {
    expect(types(build([entry(3, MARA, 5)], { reachesStart: false }))).toEqual(['day', 'message'])
  })

  it('keeps every key when older history comes in above', () => {
    const newer = [entry(3, MARA, 5), entry(4, ME, 6)]
    const keys = new Set(
      build([entry(1, MARA, 0), entry(2, ME, 1), ...newer]).map(({ key }) => key),
    )
    for (const { key } of build(newer, { reachesStart: false })) expect(keys).toContain(key)
  })

  it('has no key twice', () => {
    const keys = build([entry(1, MARA, 0), entry(2, ME, 1), entry(3, ME, 1, 'room.changed')], {
      pending: [pending('x', 2)],
      reachesStart: true,
      unreadAfter: 0,
    }).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('who has seen what', () => {
  const member = (id: string, readSeq: number, leftAt: string | null = null): RoomMember => ({
    account: { id, display_name: id, headline: '', time_zone: 'UTC', country: '' },
    role: 'member',
    joined_at: at(0),
    left_at: leftAt,
    read_seq: readSeq,
  })
  const items = build([entry(1, ME, 0), entry(2, MARA, 1), entry(3, ME, 2), entry(4, ME, 3)])

  it('stands at the last message each of the others has read', () => {
    const marks = seenMarks(items, [member(ME, 4), member(MARA, 3), member('tom', 3)], ME)
    expect([...marks]).toEqual([['client:c3', [MARA, 'tom']]])
  })

  it("leaves out those who have left, and a marker on one's own message", () => {
    expect(seenMarks(items, [member(MARA, 2), member('tom', 4, at(9))], ME).size).toBe(0)
  })

  it('marks the last own message the other one has read', () => {
    expect(lastSeenOwn(items, 3, ME)).toBe('client:c3')
    expect(lastSeenOwn(items, 2, ME)).toBe('client:c1')
    expect(lastSeenOwn(items, 0, ME)).toBeNull()
  })

  it('knows the newest own message', () => {
    expect(lastOwn(items, ME)?.seq).toBe(4)
    expect(lastOwn(items, 'nobody')).toBeNull()
  })
})
