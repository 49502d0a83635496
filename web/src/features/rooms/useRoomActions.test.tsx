import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { InboxItem, Membership, Room, RoomDetail } from '@/contract'
import { openArea, Refused, type Request, stubServer } from '../../../tests/doubles/area'
import { useInbox } from './useInbox'
import { useRoom } from './useRoom'
import { useRoomActions } from './useRoomActions'

const room: Room = {
  id: 'room',
  kind: 'group',
  title: 'Northwind',
  created_at: '2026-01-01T00:00:00.000000Z',
  created_by: 'me',
  member_count: 1,
  people: [],
  edit_window_seconds: 900,
}
const place: Membership = {
  room_id: 'room',
  role: 'owner',
  from_seq: 1,
  head_seq: 9,
  read_seq: 4,
  unread_count: 5,
  mention_count: 1,
  starred: false,
  hidden: false,
  muted_until: null,
  last_entry: null,
  draft: null,
}
const detail: RoomDetail = { room, members: [], membership: place }
const item: InboxItem = { ...place, room }

async function open(change: (request: Request) => unknown, { isLive = false } = {}) {
  const requests = stubServer((request) => {
    if (request.method !== 'GET') return change(request)
    if (request.path === '/inbox') return { items: [item], next: null, unread_total: 5 }
    return detail
  })
  const area = openArea({ isLive })
  const { result } = renderHook(
    () => ({
      inbox: useInbox({ filter: 'all', q: '' }),
      room: useRoom('room'),
      actions: useRoomActions('room'),
    }),
    { wrapper: area.wrapper },
  )
  await waitFor(() => expect(result.current.inbox.items).toHaveLength(1))
  await waitFor(() => expect(result.current.room.detail).toBeDefined())
  const changes = () => requests.filter(({ method }) => method !== 'GET')
  return { ...area, result, changes }
}

afterEach(() => vi.unstubAllGlobals())

test('a star is shown at once in the list and in the room', async () => {
  const { result, changes } = await open(() => ({ ...place, starred: true }))
  await act(() => result.current.actions.star(true))
  expect(result.current.inbox.items[0]?.starred).toBe(true)
  expect(result.current.room.detail?.membership.starred).toBe(true)
  expect(changes().map(({ path, body }) => [path, body])).toEqual([
    ['/rooms/room/membership', { starred: true }],
  ])
})

test('a hidden room leaves the list, and comes back when the server refuses', async () => {
  let answer: (value: unknown) => void = () => undefined
  const { result } = await open(() => new Promise((resolve) => (answer = resolve)))
  let refusal: unknown = null
  act(() => void result.current.actions.hide(true).catch((error: unknown) => (refusal = error)))
  await waitFor(() => expect(result.current.inbox.items).toEqual([]))
  act(() => answer(new Refused(404, 'room.not_found')))
  await waitFor(() => expect(result.current.inbox.items).toHaveLength(1))
  expect(refusal).toMatchObject({ code: 'room.not_found' })
})

test('reading to the end empties the counts, by a frame while the connection stands', async () => {
  const { result, sent, changes } = await open(() => undefined, { isLive: true })
  await act(() => result.current.actions.markRead(9))
  await waitFor(() => expect(result.current.inbox.unreadTotal).toBe(0))
  expect(result.current.inbox.items[0]).toMatchObject({ read_seq: 9, unread_count: 0 })
  expect(sent).toEqual([{ type: 'read', room_id: 'room', seq: 9, topic_id: null }])
  expect(changes()).toEqual([])
})

test('reading without a connection goes over HTTP, and never back', async () => {
  const marker = { read_seq: 7, unread_count: 2, mention_count: 0 }
  const { result, changes } = await open(() => marker)
  await act(() => result.current.actions.markRead(3))
  expect(changes()).toEqual([])
  await act(() => result.current.actions.markRead(7))
  expect(changes().map(({ body }) => body)).toEqual([{ seq: 7, back: false, topic_id: null }])
  await waitFor(() => expect(result.current.inbox.unreadTotal).toBe(2))
})

test('marking unread asks for the marker before the message', async () => {
  const marker = { read_seq: 2, unread_count: 6, mention_count: 1 }
  const { result, changes } = await open(() => marker)
  await act(() => result.current.actions.markUnreadFrom(3))
  expect(changes().map(({ body }) => body)).toEqual([{ seq: 2, back: true, topic_id: null }])
  await waitFor(() => expect(result.current.inbox.unreadTotal).toBe(6))
})

test('a room that was left is gone from the list', async () => {
  const { result, changes } = await open(() => undefined)
  await act(() => result.current.actions.leave())
  await waitFor(() => expect(result.current.inbox.items).toEqual([]))
  expect(result.current.room.notFound).toBe(true)
  expect(changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /rooms/room/members/me',
  ])
})
