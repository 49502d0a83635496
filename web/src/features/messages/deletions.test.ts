import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '@/ground/http'
import { Deletions, UNDO_MS } from './deletions'

const remove = vi.hoisted(() => vi.fn())
vi.mock('@/ground/http', async (original) => ({
  ...(await original<object>()),
  http: { delete: remove },
}))

const open: Deletions[] = []
function start(onRefused: (error: unknown) => void = () => undefined): Deletions {
  const deletions = new Deletions({ accountId: 'me', onRefused })
  open.push(deletions)
  return deletions
}

const call = {
  path: { room_id: 'room', seq: 7 },
  keepalive: true,
}

beforeEach(() => {
  vi.useFakeTimers()
  remove.mockReset().mockResolvedValue(undefined)
  localStorage.clear()
})
afterEach(() => {
  for (const deletions of open.splice(0)) deletions.stop()
  vi.useRealTimers()
})

test('a message is deleted when its ten seconds are over, not before', async () => {
  const deletions = start()
  deletions.add('room', 7)
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1)
  expect(remove).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(remove).toHaveBeenCalledExactlyOnceWith('/rooms/{room_id}/messages/{seq}', call)
  expect(deletions.list()).toEqual([])
})

test('what was taken back is not deleted', async () => {
  const deletions = start()
  deletions.add('room', 7)
  deletions.undo('room', 7)
  await vi.advanceTimersByTimeAsync(UNDO_MS * 2)
  expect(remove).not.toHaveBeenCalled()
})

test('closing the page deletes at once', async () => {
  start().add('room', 7)
  window.dispatchEvent(new Event('pagehide'))
  expect(remove).toHaveBeenCalledOnce()
})

test('a deletion that a dead tab left behind is carried out by the next page', async () => {
  const first = start()
  first.add('room', 7)
  first.stop()
  await vi.advanceTimersByTimeAsync(UNDO_MS * 3)
  expect(remove).not.toHaveBeenCalled()
  start()
  expect(remove).toHaveBeenCalledOnce()
})

test('without a server it is tried again until there is one', async () => {
  remove.mockRejectedValueOnce(new ApiError({ code: 'network.unreachable', status: 0, detail: '' }))
  const deletions = start()
  deletions.add('room', 7)
  await vi.advanceTimersByTimeAsync(UNDO_MS)
  expect(deletions.list()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(UNDO_MS)
  expect(remove).toHaveBeenCalledTimes(2)
  expect(deletions.list()).toEqual([])
})

test('a refusal keeps the message and says why', async () => {
  const refusal = new ApiError({ code: 'message.not_yours', status: 403, detail: 'no' })
  remove.mockRejectedValueOnce(refusal)
  const onRefused = vi.fn()
  const deletions = start(onRefused)
  deletions.add('room', 7)
  await vi.advanceTimersByTimeAsync(UNDO_MS)
  expect(onRefused).toHaveBeenCalledExactlyOnceWith(refusal)
  expect(deletions.list()).toEqual([])
})

test('another tab takes a deletion back for this one too', async () => {
  const deletions = start()
  deletions.add('room', 7)
  localStorage.removeItem('parley.deletions.me')
  window.dispatchEvent(new StorageEvent('storage', { key: 'parley.deletions.me' }))
  expect(deletions.list()).toEqual([])
  await vi.advanceTimersByTimeAsync(UNDO_MS)
  expect(remove).not.toHaveBeenCalled()
})
