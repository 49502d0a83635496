import { expect, test } from 'vitest'
import type { Entry, ServerFrame, Topic } from '@/contract'
import { applyToTopics, topicsKey } from './topics'

const ROOM = 'room'
const ME = 'me'
const AT = '2026-11-24T10:00:00.000000Z'

const logo: Topic = {
  id: 'logo',
  room_id: ROOM,
  name: 'Logo',
  root_seq: 4,
  created_by: 'mara',
  created_at: AT,
  resolved_by: null,
  resolved_at: null,
  message_count: 3,
  last_seq: 20,
  last_message_at: AT,
  read_seq: 5,
  unread_count: 2,
  draft: null,
}
const colours: Topic = { ...logo, id: 'colours', name: 'Colours', root_seq: null, last_seq: 30 }
const data = { pages: [{ items: [logo, colours], next: null }], pageParams: [null] }

function apply(frame: ServerFrame) {
  const { next, missing } = applyToTopics(data, frame, { meId: ME, key: topicsKey(ROOM) })
  const [first, second] = next.pages[0]?.items ?? []
  return { first, second, missing, isSame: next === data }
}

function entry(kind: Entry['kind'], body: Entry['body'], more: Partial<Entry> = {}): ServerFrame {
  return {
    type: 'entry',
    entry: {
      room_id: ROOM,
      seq: 40,
      id: 'entry',
      kind,
      author_id: 'mara',
      client_id: null,
      created_at: AT,
      body,
      state: null,
      ...more,
    },
  }
}

const refetch = [{ kind: 'topics', roomId: ROOM }]

test('a new name and a settled topic show at once', () => {
  const renamed = apply(entry('topic.renamed', { topic_id: 'logo', name: 'Wordmark' }))
  expect(renamed.first?.name).toBe('Wordmark')
  expect(renamed.second).toBe(colours)
  const resolved = apply(entry('topic.resolved', { topic_id: 'logo' }))
  expect(resolved.first).toMatchObject({ resolved_by: 'mara', resolved_at: AT })
})

test('a message of a topic has the list fetched afresh, any other message does not', () => {
  expect(apply(entry('message', { text: 'x' }, { topic_id: 'logo' })).missing).toEqual(refetch)
  const other = apply(entry('message', { text: 'x' }))
  expect(other).toMatchObject({ missing: [], isSame: true })
})

test('an own marker of a topic brings its count, and does not touch the others', () => {
  const { first, second } = apply({
    type: 'read',
    room_id: ROOM,
    account_id: ME,
    seq: 3,
    unread_count: 7,
    mention_count: 0,
    topic_id: 'logo',
    topic_seq: 20,
    topic_unread_count: 0,
  })
  expect(first).toMatchObject({ read_seq: 20, unread_count: 0 })
  expect(second?.unread_count).toBe(2)
})

test('the room read beyond the last message of a topic leaves nothing unread in it', () => {
  const { first, second, missing } = apply({
    type: 'read',
    room_id: ROOM,
    account_id: ME,
    seq: 25,
    unread_count: 1,
    mention_count: 0,
  })
  expect(first?.unread_count).toBe(0)
  expect(second?.unread_count).toBe(2)
  expect(missing).toEqual(refetch)
})

test("somebody else's marker says nothing about one's own topics", () => {
  const frame = { type: 'read', room_id: ROOM, account_id: 'mara', seq: 40 } as const
  expect(apply(frame)).toMatchObject({ isSame: true, missing: [] })
})
