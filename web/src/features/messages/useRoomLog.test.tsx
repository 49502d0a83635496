import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { EntriesPage, Entry } from '@/contract'
import { openArea, Refused, type Request, stubServer } from '../../../tests/doubles/area'
import { KEPT_ROOMS } from './recent'
import { useMessageActions } from './useMessageActions'
import { useRoomLog } from './useRoomLog'

const ROOM = 'room'
const HEAD = 1_000

function message(seq: number): Entry {
  return {
    room_id: ROOM,
    seq,
    id: `e${seq}`,
    kind: 'message',
    author_id: 'me',
    client_id: null,
    created_at: '2026-01-01T00:00:00.000000Z',
    body: { text: `text ${seq}` },
    state: {
      text: `text ${seq}`,
      edited_at: null,
      deleted_at: null,
      reactions: [],
      reply: null,
      pin: null,
      state_seq: seq,
    },
  }
}

/** Entries as `GET /rooms/{id}/entries` answers them, 50 around a seq and 50 at the newest. */
function entries({ query }: Request): EntriesPage {
  const limit = Number(query.get('limit') ?? 50)
  const read = (name: string) => (query.has(name) ? Number(query.get(name)) : null)
  const around = read('around_seq')
  const before = read('before_seq')
  const after = read('after_seq')
  let first = HEAD - limit + 1
  if (around !== null) first = Math.max(1, around - 25)
  if (before !== null) first = Math.max(1, before - limit)
  if (after !== null) first = after + 1
  const last = before === null ? Math.min(HEAD, first + limit - 1) : before - 1
  const items = Array.from({ length: last - first + 1 }, (_, index) => message(first + index))
  return { items, head_seq: HEAD, from_seq: 1 }
}

const spanOf = ({ entries: all }: { entries: Entry[] }) => [all[0]?.seq, all.at(-1)?.seq]

afterEach(() => vi.unstubAllGlobals())

test('a room opens at its newest, and pages back to its beginning', async () => {
  stubServer(entries)
  const { result } = renderHook(() => useRoomLog(ROOM), { wrapper: openArea().wrapper })
  expect(result.current.isLoading).toBe(true)
  await waitFor(() => expect(spanOf(result.current)).toEqual([951, 1000]))
  expect(result.current).toMatchObject({ hasOlder: true, hasNewer: false, headSeq: HEAD })
  while (result.current.hasOlder) await act(() => result.current.loadOlder())
  expect(spanOf(result.current)).toEqual([1, 1000])
})

test('scrolling twice before the page has come asks for it once', async () => {
  const requests = stubServer(entries)
  const { result } = renderHook(() => useRoomLog(ROOM), { wrapper: openArea().wrapper })
  await waitFor(() => expect(result.current.isLoading).toBe(false))
  await act(() => Promise.all([result.current.loadOlder(), result.current.loadOlder()]))
  expect(requests.filter(({ query }) => query.has('before_seq'))).toHaveLength(1)
})

test('an address of one entry opens around it, and reads on to the newest', async () => {
  stubServer(entries)
  const { result } = renderHook(() => useRoomLog(ROOM, { aroundSeq: 300 }), {
    wrapper: openArea().wrapper,
  })
  await waitFor(() => expect(spanOf(result.current)).toEqual([275, 324]))
  expect(result.current).toMatchObject({ hasOlder: true, hasNewer: true })
  while (result.current.hasNewer) await act(() => result.current.loadNewer())
  expect(spanOf(result.current)).toEqual([275, 1000])
})

test('going to another place moves the window only when it does not show it already', async () => {
  const requests = stubServer(entries)
  const { result, rerender } = renderHook(
    ({ at }: { at: number | undefined }) => useRoomLog(ROOM, { aroundSeq: at }),
    { wrapper: openArea().wrapper, initialProps: { at: undefined as number | undefined } },
  )
  await waitFor(() => expect(result.current.isLoading).toBe(false))
  rerender({ at: 990 })
  await waitFor(() => expect(result.current.isLoading).toBe(false))
  expect(requests).toHaveLength(1)
  rerender({ at: 40 })
  await waitFor(() => expect(spanOf(result.current)).toEqual([15, 64]))
  rerender({ at: undefined })
  await waitFor(() => expect(spanOf(result.current)).toEqual([951, 1000]))
})

test('a place that cannot be fetched says so and can be tried again', async () => {
  let isDown = false
  stubServer((request) => (isDown ? new Refused(503, 'server.unavailable') : entries(request)))
  const { result, rerender } = renderHook(({ at }) => useRoomLog(ROOM, { aroundSeq: at }), {
    wrapper: openArea().wrapper,
    initialProps: { at: 990 },
  })
  await waitFor(() => expect(result.current.isLoading).toBe(false))
  isDown = true
  rerender({ at: 40 })
  await waitFor(() => expect(result.current.isError).toBe(true))
  isDown = false
  act(() => result.current.retry())
  await waitFor(() => expect(spanOf(result.current)).toEqual([15, 64]))
})

test('a room that is not there has no entries', async () => {
  stubServer(() => new Refused(404, 'room.not_found'))
  const { result } = renderHook(() => useRoomLog(ROOM), { wrapper: openArea().wrapper })
  await waitFor(() => expect(result.current.isLoading).toBe(false))
  expect(result.current).toMatchObject({ entries: [], isError: false, hasOlder: false })
})

test('the logs of the rooms opened longest ago are let go of', async () => {
  stubServer(entries)
  const { client, wrapper } = openArea()
  const { result, rerender } = renderHook(({ id }) => useRoomLog(id), {
    wrapper,
    initialProps: { id: 'room-0' },
  })
  for (let index = 1; index <= KEPT_ROOMS + 5; index += 1) {
    await waitFor(() => expect(result.current.isLoading).toBe(false))
    rerender({ id: `room-${index}` })
  }
  await waitFor(() => expect(result.current.isLoading).toBe(false))
  expect(client.getQueriesData({ queryKey: ['log'] })).toHaveLength(KEPT_ROOMS)
  expect(client.getQueryData(['log', 'room-0'])).toBeUndefined()
})

async function openWithActions(change: () => unknown) {
  const requests = stubServer((request) => (request.method === 'GET' ? entries(request) : change()))
  const { result } = renderHook(
    () => ({ log: useRoomLog(ROOM), actions: useMessageActions(ROOM) }),
    { wrapper: openArea().wrapper },
  )
  await waitFor(() => expect(result.current.log.isLoading).toBe(false))
  const shown = () => result.current.log.entries.find(({ seq }) => seq === 999)?.state
  return { requests, result, shown }
}

test('a change is shown before the server answers', async () => {
  let answer: (value: unknown) => void = () => undefined
  const { result, shown } = await openWithActions(
    () => new Promise((resolve) => (answer = resolve)),
  )
  const { actions } = result.current
  act(() => void actions.react(999, '👍', true))
  await waitFor(() => expect(shown()?.reactions).toEqual([{ emoji: '👍', account_ids: ['me'] }]))
  answer(undefined)
})

test.each([
  ['an edit', (actions: ReturnType<typeof useMessageActions>) => actions.edit(999, 'changed')],
  ['a reaction', (actions: ReturnType<typeof useMessageActions>) => actions.react(999, '🎉', true)],
])('%s that is refused is taken back, and says why', async (_name, change) => {
  const { result, shown } = await openWithActions(
    () => new Refused(409, 'message.edit_window_closed'),
  )
  const before = shown()
  let error: unknown = null
  await act(() => change(result.current.actions).catch((reason: unknown) => (error = reason)))
  expect(error).toMatchObject({ code: 'message.edit_window_closed' })
  expect(shown()).toEqual(before)
})
