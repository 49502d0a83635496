import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '@/ground/http'
import { installLocks } from '../../../tests/doubles/locks'
import { MessageServer as Server } from '../../../tests/doubles/messageServer'
import { Outbox } from './outbox'
import { OutboxStore, type StoredMessage } from './store'
import { UnsavedDrafts } from './unsaved'

const down = new ApiError({ code: 'network.unreachable', status: 0, detail: 'No answer.' })
const refused = new ApiError({ code: 'room.blocked', status: 403, detail: 'You cannot write.' })
const never = () => new Promise<void>(() => undefined)

let account = ''
let count = 0
const open: Outbox[] = []

function tab(server: Server): Outbox {
  const outbox = new Outbox({ accountId: account, deliver: server.deliver })
  open.push(outbox)
  return outbox
}

function write(outbox: Outbox, text: string, roomId = 'room'): Promise<string> {
  return outbox.add({ roomId, text, replyToSeq: null })
}

const stored = () => new OutboxStore(account).all()
const shown = (outbox: Outbox) => outbox.list().map(({ text, status }) => `${text}: ${status}`)

beforeEach(() => {
  installLocks()
  count += 1
  account = `account-${count}`
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((outbox) => outbox.stop()))
})

describe('a message', () => {
  test('is stored before anything is sent', async () => {
    const server = new Server()
    let storedAtDelivery: StoredMessage[] = []
    server.behaviour = async () => {
      storedAtDelivery = await stored()
    }
    await write(tab(server), 'hello')
    await vi.waitFor(() => expect(server.texts).toEqual(['hello']))
    expect(storedAtDelivery.map(({ text }) => text)).toEqual(['hello'])
  })

  test('is forgotten by the device once the server has it', async () => {
    const server = new Server()
    await write(tab(server), 'hello')
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
    expect(server.texts).toEqual(['hello'])
  })

  test('stays on screen from the acknowledgement until its entry comes', async () => {
    const server = new Server()
    const outbox = tab(server)
    await write(outbox, 'hello')
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
    expect(shown(outbox)).toEqual(['hello: sending'])
    outbox.confirm(outbox.list()[0]?.clientId ?? '')
    expect(outbox.list()).toEqual([])
  })

  test('whose entry is seen before the acknowledgement is done with', async () => {
    const server = new Server()
    server.behaviour = never
    const outbox = tab(server)
    await write(outbox, 'hello')
    await vi.waitFor(() => expect(shown(outbox)).toEqual(['hello: sending']))
    outbox.confirm(outbox.list()[0]?.clientId ?? '')
    expect(outbox.list()).toEqual([])
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
  })
})

describe('a browser that is killed', () => {
  test('after storing sends when it is opened again', async () => {
    const server = new Server()
    await new OutboxStore(account).add({
      clientId: 'c1',
      roomId: 'room',
      text: 'from before',
      replyToSeq: null,
      topicId: null,
      forward: null,
      uploadIds: [],
      createdAt: '2026-01-01T00:00:00Z',
      error: null,
    })
    tab(server)
    await vi.waitFor(() => expect(server.texts).toEqual(['from before']))
  })

  test('between sending and the acknowledgement sends again, which arrives once', async () => {
    const server = new Server()
    // The server commits, and the answer never comes.
    server.behaviour = (message) => {
      server.arrived.set(message.clientId, message.text)
      return never()
    }
    const killed = tab(server)
    await write(killed, 'once')
    await vi.waitFor(() => expect(server.tried).toEqual(['once']))
    await killed.stop()

    server.behaviour = async () => undefined
    tab(server)
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
    expect(server.tried).toEqual(['once', 'once'])
    expect(server.texts).toEqual(['once'])
  })

  test('keeps what was refused, with the reason', async () => {
    const server = new Server()
    server.behaviour = () => Promise.reject(refused)
    const killed = tab(server)
    await write(killed, 'no')
    await vi.waitFor(() => expect(shown(killed)).toEqual(['no: failed']))
    await killed.stop()

    const outbox = tab(server)
    await vi.waitFor(() => expect(shown(outbox)).toEqual(['no: failed']))
    expect(outbox.list()[0]?.error).toEqual({ code: 'room.blocked', detail: 'You cannot write.' })
    expect(server.tried).toEqual(['no'])
  })
})

describe('a server', () => {
  test('that is down gets everything in order once it is back', async () => {
    const server = new Server()
    server.behaviour = () => Promise.reject(down)
    const outbox = tab(server)
    for (const text of ['one', 'two', 'three']) await write(outbox, text)
    await vi.waitFor(() => expect(server.tried).toEqual(['one']))
    expect(outbox.list()).toHaveLength(3)

    server.behaviour = async () => undefined
    outbox.flush()
    await vi.waitFor(() => expect(server.texts).toEqual(['one', 'two', 'three']))
  })

  test('that is slow in one room does not hold up another', async () => {
    const server = new Server()
    server.behaviour = ({ roomId }) => (roomId === 'slow' ? never() : Promise.resolve())
    const outbox = tab(server)
    await write(outbox, 'waits', 'slow')
    await write(outbox, 'goes', 'quick')
    await vi.waitFor(() => expect(server.texts).toEqual(['goes']))
  })

  test('that refuses one message gets the next', async () => {
    const server = new Server()
    server.behaviour = ({ text }) => (text === 'bad' ? Promise.reject(refused) : Promise.resolve())
    const outbox = tab(server)
    await write(outbox, 'bad')
    await write(outbox, 'good')
    await vi.waitFor(() => expect(server.texts).toEqual(['good']))
    await vi.waitFor(() => expect(shown(outbox)).toContain('bad: failed'))
  })

  test('that ended the session refuses nothing for good', async () => {
    const server = new Server()
    const ended = new ApiError({ code: 'session.required', status: 401, detail: 'Sign in first.' })
    server.behaviour = () => Promise.reject(ended)
    const outbox = tab(server)
    await write(outbox, 'later')
    await vi.waitFor(() => expect(server.tried).toEqual(['later']))
    await vi.waitFor(() => expect(shown(outbox)).toEqual(['later: waiting']))
  })
})

test('a refused message can be tried again', async () => {
  const server = new Server()
  server.behaviour = () => Promise.reject(refused)
  const outbox = tab(server)
  await write(outbox, 'again')
  await vi.waitFor(() => expect(shown(outbox)).toEqual(['again: failed']))
  server.behaviour = async () => undefined
  await outbox.retry(outbox.list()[0]?.clientId ?? '')
  await vi.waitFor(() => expect(server.texts).toEqual(['again']))
})

test('a refused message can be taken back', async () => {
  const server = new Server()
  server.behaviour = () => Promise.reject(refused)
  const outbox = tab(server)
  await write(outbox, 'oops')
  await vi.waitFor(() => expect(shown(outbox)).toEqual(['oops: failed']))
  await outbox.cancel(outbox.list()[0]?.clientId ?? '')
  expect(outbox.list()).toEqual([])
  expect(await stored()).toEqual([])
})

test('what is of a topic or passes a message on is so until it is sent', async () => {
  const server = new Server()
  const delivered: StoredMessage[] = []
  server.behaviour = async (message) => void delivered.push(message)
  const forward = { room_id: 'other', seq: 7 }
  await tab(server).add({ roomId: 'room', text: '', replyToSeq: null, topicId: 'topic', forward })
  await vi.waitFor(() => expect(delivered).toMatchObject([{ topicId: 'topic', forward }]))
})

test('signing out leaves nothing on the device', async () => {
  const server = new Server()
  server.behaviour = () => Promise.reject(down)
  const outbox = tab(server)
  await write(outbox, 'secret')
  new UnsavedDrafts(account).write('room', { text: 'secret', replyToSeq: null, base: null })
  expect(await outbox.countUnsent()).toBe(1)
  await outbox.destroy()
  const names = (await indexedDB.databases()).map(({ name }) => name)
  expect(names).not.toContain(`parley.outbox.${account}`)
  expect(new UnsavedDrafts(account).read('room')).toBeNull()
})

test('one account does not see the messages of another', async () => {
  const server = new Server()
  server.behaviour = () => Promise.reject(down)
  await write(tab(server), 'mine')
  account = `${account}-other`
  const other = tab(server)
  expect(await other.countUnsent()).toBe(0)
})
