import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '@/ground/http'
import { installLocks } from '../../../tests/doubles/locks'
import { MessageServer as Server } from '../../../tests/doubles/messageServer'
import { Outbox } from './outbox'
import { OutboxStore } from './store'

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

const write = (outbox: Outbox, text: string) =>
  outbox.add({ roomId: 'room', text, replyToSeq: null })
const stored = () => new OutboxStore(account).all()
const shown = (outbox: Outbox) => outbox.list().map(({ text, status }) => `${text}: ${status}`)

beforeEach(() => {
  installLocks()
  count += 1
  account = `tabs-${count}`
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((outbox) => outbox.stop()))
})

describe('two tabs', () => {
  test('show the same, and one of them sends', async () => {
    const server = new Server()
    server.behaviour = () => Promise.reject(down)
    const first = tab(server)
    const second = tab(server)
    await write(second, 'from the second')
    await vi.waitFor(() => expect(first.list()).toHaveLength(1))
    server.behaviour = async () => undefined
    second.flush()
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
    expect(server.arrived.size).toBe(1)
    expect(server.tried.filter((text) => text === 'from the second').length).toBeLessThanOrEqual(3)
  })

  test('say the same of each message: being sent, waiting, refused', async () => {
    const server = new Server()
    server.behaviour = never
    const first = tab(server)
    const second = tab(server)
    await write(second, 'first')
    await write(second, 'second')
    for (const one of [first, second]) {
      await vi.waitFor(() => expect(shown(one)).toEqual(['first: sending', 'second: waiting']))
    }
  })

  test('say the same of what was refused, and each can try it again or give it up', async () => {
    const server = new Server()
    server.behaviour = () => Promise.reject(refused)
    const first = tab(server)
    const second = tab(server)
    await write(second, 'no')
    for (const one of [first, second]) {
      await vi.waitFor(() => expect(shown(one)).toEqual(['no: failed']))
    }
    await second.cancel(second.list()[0]?.clientId ?? '')
    await vi.waitFor(() => expect(shown(first)).toEqual([]))
  })

  test('go on when the one that sends is closed', async () => {
    const server = new Server()
    server.behaviour = () => Promise.reject(down)
    const first = tab(server)
    const second = tab(server)
    await write(second, 'inherited')
    await vi.waitFor(() => expect(server.tried).toEqual(['inherited']))
    server.behaviour = async () => undefined
    await first.stop()
    await vi.waitFor(() => expect(server.texts).toEqual(['inherited']))
  })
})
