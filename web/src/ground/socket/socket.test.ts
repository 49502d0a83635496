import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeSocket } from '../../../tests/doubles/sockets'
import { backoff } from './backoff'
import { SocketRequests } from './requests'
import { LiveSocket, type SocketState } from './socket'

let states: SocketState[] = []
let retries: (number | null)[] = []
let socket: LiveSocket
const onFrame = vi.fn()
const onRefused = vi.fn()
let online = true

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online)
  FakeSocket.made = []
  states = []
  retries = []
  online = true
  socket = new LiveSocket({
    url: 'ws://localhost/api/v1/live',
    onFrame,
    onState: (state, retryAt) => {
      retries.push(retryAt)
      if (states.at(-1) !== state) states.push(state)
    },
    onRefused,
    random: () => 1,
  })
  socket.start()
})

afterEach(() => {
  socket.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  onFrame.mockReset()
  onRefused.mockReset()
})

test('it is open once the server says it is ready', () => {
  expect(states).toEqual(['connecting'])
  expect(socket.send({ type: 'ping' })).toBe(false)
  FakeSocket.last.accept()
  expect(states).toEqual(['connecting', 'open'])
  expect(socket.send({ type: 'typing', room_id: 'r' })).toBe(true)
  expect(FakeSocket.last.sent).toEqual([{ type: 'typing', room_id: 'r' }])
})

test('frames are handed on as they come, and what is no frame is not', () => {
  FakeSocket.last.accept()
  FakeSocket.last.say({ type: 'pong' })
  FakeSocket.last.onmessage?.({ data: 'not json' })
  FakeSocket.last.onmessage?.({ data: '[]' })
  expect(onFrame.mock.calls.map(([frame]) => frame.type)).toEqual(['ready', 'pong'])
})

describe('a silent line', () => {
  test('is asked whether it still stands', () => {
    FakeSocket.last.accept()
    vi.advanceTimersByTime(25_000)
    expect(FakeSocket.last.sent).toEqual([{ type: 'ping' }])
    FakeSocket.last.say({ type: 'pong' })
    vi.advanceTimersByTime(24_000)
    expect(states.at(-1)).toBe('open')
    expect(FakeSocket.made).toHaveLength(1)
  })

  test('that does not answer is given up', () => {
    FakeSocket.last.accept()
    vi.advanceTimersByTime(25_000 + 10_000)
    expect(states.at(-1)).toBe('connecting')
    vi.advanceTimersByTime(500)
    expect(FakeSocket.made).toHaveLength(2)
  })

  test('is given up when it never becomes ready', () => {
    vi.advanceTimersByTime(10_000 + 500)
    expect(FakeSocket.made).toHaveLength(2)
    expect(onRefused).toHaveBeenCalledTimes(1)
  })
})

describe('a lost connection', () => {
  test('is tried again, longer and longer apart, and the server called unreachable after the second failure', () => {
    FakeSocket.last.accept()
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const before = FakeSocket.made.length
      FakeSocket.last.end()
      let waited = 0
      while (FakeSocket.made.length === before) {
        vi.advanceTimersByTime(100)
        waited += 100
      }
      waits.push(waited)
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
    expect(states).toEqual(['connecting', 'open', 'connecting', 'unreachable'])
  })

  test('begins anew with short waits once it has stood again', () => {
    FakeSocket.last.end()
    vi.advanceTimersByTime(500)
    FakeSocket.last.end()
    vi.advanceTimersByTime(1000)
    FakeSocket.last.accept()
    FakeSocket.last.end(4008)
    vi.advanceTimersByTime(500)
    expect(FakeSocket.made).toHaveLength(4)
  })

  test('comes back at once with the network', () => {
    FakeSocket.last.accept()
    online = false
    window.dispatchEvent(new Event('offline'))
    expect(states.at(-1)).toBe('offline')
    online = true
    window.dispatchEvent(new Event('online'))
    expect(FakeSocket.made).toHaveLength(2)
    FakeSocket.last.accept()
    expect(states.at(-1)).toBe('open')
  })

  test('says when it is tried next, and is tried at once when somebody asks for it', () => {
    FakeSocket.last.end()
    vi.advanceTimersByTime(500)
    FakeSocket.last.end()
    expect(retries.at(-1)).toBe(Date.now() + 1000)
    socket.retry()
    expect(FakeSocket.made).toHaveLength(3)
    expect(retries.at(-1)).toBeNull()
    expect(states.at(-1)).toBe('unreachable')
    FakeSocket.last.accept()
    socket.retry()
    expect(FakeSocket.made).toHaveLength(3)
  })

  test('hears nothing more from the connection it has given up', () => {
    const old = FakeSocket.last
    old.accept()
    old.end()
    vi.advanceTimersByTime(500)
    old.say({ type: 'pong' })
    old.end()
    expect(onFrame).toHaveBeenCalledTimes(1)
    expect(FakeSocket.made).toHaveLength(2)
  })
})

test('an ended session is not tried again', () => {
  FakeSocket.last.accept()
  FakeSocket.last.end(4001)
  expect(states.at(-1)).toBe('ended')
  vi.advanceTimersByTime(120_000)
  window.dispatchEvent(new Event('online'))
  expect(FakeSocket.made).toHaveLength(1)
})

test('a tab that is looked at again asks at once', () => {
  FakeSocket.last.accept()
  document.dispatchEvent(new Event('visibilitychange'))
  expect(FakeSocket.last.sent).toEqual([{ type: 'ping' }])
})

test('waits are drawn from the upper half of their span', () => {
  expect(backoff(1, () => 0)).toBe(250)
  expect(backoff(1, () => 1)).toBe(500)
  expect(backoff(50, () => 0)).toBe(15_000)
  expect(backoff(50, () => 1)).toBe(30_000)
})

describe('a sent message', () => {
  const message = {
    type: 'message.send',
    room_id: 'r',
    client_id: 'c',
    text: 'x',
    reply_to_seq: null,
    topic_id: null,
    forward: null,
    file_ids: [] as string[],
  } as const
  const ask = () => {
    const sent: { request_id: string }[] = []
    const requests = new SocketRequests((frame) => sent.push(frame) > 0)
    const answer = requests.ask(message)
    if (!answer) throw new Error('It was not sent.')
    return { requests, answer, id: sent[0]?.request_id ?? '' }
  }

  test('is answered by the ack with its request id', async () => {
    const { requests, answer, id } = ask()
    requests.acknowledged({ type: 'ack', request_id: 'other', room_id: 'r', seq: 1, id: 'e1' })
    requests.acknowledged({ type: 'ack', request_id: id, room_id: 'r', seq: 2, id: 'e2' })
    expect(await answer).toMatchObject({ seq: 2 })
  })

  test.each([
    ['message.too_long', false],
    ['room.blocked', false],
    ['request.rate_limited', true],
    ['server.unavailable', true],
  ])('that is refused with %s is tried again: %s', async (code, isTemporary) => {
    const { requests, answer, id } = ask()
    const rest = { detail: 'No.', fields: null, retry_after: null }
    requests.refused({ type: 'error', request_id: id, code, ...rest })
    await expect(answer).rejects.toMatchObject({ code, isTemporary })
  })

  test('without an answer counts as unanswered when the connection is lost or time is up', async () => {
    const lost = ask()
    lost.requests.lost()
    await expect(lost.answer).rejects.toMatchObject({ isTemporary: true })
    const late = ask()
    const settled = expect(late.answer).rejects.toMatchObject({ isTemporary: true })
    vi.advanceTimersByTime(15_000)
    await settled
  })

  test('is left to HTTP while there is no connection', () => {
    expect(new SocketRequests(() => false).ask(message)).toBeNull()
  })
})
