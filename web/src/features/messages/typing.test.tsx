import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openArea } from '../../../tests/doubles/area'
import { useSendTyping, useTyping } from './typing'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

async function open() {
  const area = openArea({ isLive: true })
  const { result } = renderHook(
    () => ({ typing: useTyping('room'), send: useSendTyping('room') }),
    {
      wrapper: area.wrapper,
    },
  )
  await act(() => vi.advanceTimersByTimeAsync(1))
  const hear = (account_id: string, room_id = 'room') =>
    act(async () => {
      area.sync.receive({ type: 'typing', room_id, account_id })
      await vi.advanceTimersByTimeAsync(1)
    })
  const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
  return { ...area, result, hear, wait }
}

test('somebody types for six seconds after they were last heard', async () => {
  const { result, hear, wait } = await open()
  await hear('ana')
  expect(result.current.typing).toEqual(['ana'])
  await wait(4000)
  await hear('ana')
  await hear('bo')
  await wait(5000)
  expect(result.current.typing).toEqual(['ana', 'bo'])
  await wait(1500)
  expect(result.current.typing).toEqual([])
})

test('neither oneself nor who types elsewhere is shown', async () => {
  const { result, hear } = await open()
  await hear('me')
  await hear('ana', 'other')
  expect(result.current.typing).toEqual([])
})

test('who has sent is no longer typing', async () => {
  const { result, hear, sync, wait } = await open()
  await hear('ana')
  const entry = {
    room_id: 'room',
    seq: 1,
    id: 'e1',
    kind: 'message',
    author_id: 'ana',
    client_id: null,
    created_at: '2026-01-01T00:00:00.000000Z',
    body: { text: 'x' },
    state: null,
  }
  sync.receive({ type: 'entry', entry })
  await wait(1)
  expect(result.current.typing).toEqual([])
})

test('however fast one types, others are told at most every three seconds', async () => {
  const { result, sent, wait } = await open()
  for (let key = 0; key < 20; key += 1) {
    result.current.send()
    await wait(200)
  }
  expect(sent).toEqual([
    { type: 'typing', room_id: 'room' },
    { type: 'typing', room_id: 'room' },
  ])
})
