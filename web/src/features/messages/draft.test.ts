import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Draft, ServerFrame } from '@/contract'
import type { SyncEngine } from '@/ground/sync'
import { DraftSaver } from './draftSaver'

const ROOM = 'room'

/** The draft of one room as the server keeps it (docs/wire.md), and what it announces to this device. */
class DraftServer {
  stored: Draft | null = null
  version = 0
  isDown = false
  readonly puts: unknown[] = []

  fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    if (this.isDown) throw new TypeError('Failed to fetch')
    const body = JSON.parse(String(init.body))
    this.puts.push(body)
    if (this.stored && this.stored.version !== body.base_version) {
      const problem = { code: 'draft.conflict', detail: '', fields: { draft: this.stored } }
      return new Response(JSON.stringify(problem), { status: 409 })
    }
    return new Response(JSON.stringify(this.write(body.text)))
  }

  /** Another device, or this one, writes. */
  write(text: string): Draft {
    this.version += 1
    const updated_at = '2026-01-01T00:00:00.000000Z'
    const draft = {
      room_id: ROOM,
      topic_id: null,
      text,
      reply_to_seq: null,
      version: this.version,
      updated_at,
    }
    this.stored = text === '' ? null : draft
    return draft
  }
}

let server: DraftServer
let frames: ServerFrame[]
const sync = {
  meId: 'me',
  receive: (frame: ServerFrame) => frames.push(frame),
} as unknown as SyncEngine
const open = () => new DraftSaver({ roomId: ROOM, topicId: null, stored: server.stored, sync })
const words = (text: string) => ({ text, replyToSeq: null })

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
  server = new DraftServer()
  frames = []
  vi.stubGlobal('fetch', server.fetch)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what is typed', () => {
  test('is saved once after a pause, and told to the rest of the client', async () => {
    const saver = open()
    for (const text of ['H', 'He', 'Hello']) saver.type(words(text))
    await vi.advanceTimersByTimeAsync(600)
    expect(server.puts).toHaveLength(1)
    expect(server.stored?.text).toBe('Hello')
    expect(frames).toEqual([{ type: 'draft', room_id: ROOM, draft: server.stored }])
  })

  test('in a topic is saved and told as that topic’s', async () => {
    const saver = new DraftSaver({ roomId: ROOM, topicId: 'topic', stored: null, sync })
    saver.type(words('Of the topic'))
    await vi.advanceTimersByTimeAsync(600)
    expect(server.puts).toMatchObject([{ text: 'Of the topic', topic_id: 'topic' }])
    expect(frames).toMatchObject([{ type: 'draft', room_id: ROOM, topic_id: 'topic' }])
  })

  test('is saved from the version that was read', async () => {
    server.write('from before')
    const saver = open()
    expect(saver.get().shown).toEqual(words('from before'))
    saver.type(words('from before, and more'))
    await vi.advanceTimersByTimeAsync(600)
    expect(server.stored?.text).toBe('from before, and more')
    expect(saver.get().theirs).toBeNull()
  })

  test('is not lost to an older frame that comes late', async () => {
    const saver = open()
    const first = server.write('one')
    saver.hear(first)
    saver.type(words('one two'))
    await vi.advanceTimersByTimeAsync(600)
    saver.hear(first)
    expect(saver.get().shown).toEqual(words('one two'))
  })

  test('while it is being saved is saved afterwards', async () => {
    const saver = open()
    saver.type(words('one'))
    vi.advanceTimersByTime(600)
    saver.type(words('one two'))
    await vi.advanceTimersByTimeAsync(1300)
    expect(server.stored?.text).toBe('one two')
    expect(saver.get()).toMatchObject({ isDirty: false, theirs: null })
  })

  test('and emptied again is forgotten at once', async () => {
    server.write('half a thought')
    const saver = open()
    saver.type(words(''))
    await vi.advanceTimersByTimeAsync(0)
    expect(server.stored).toBeNull()
    expect(frames.at(-1)).toEqual({ type: 'draft', room_id: ROOM, draft: null })
  })

  test('while the server is down is saved when it is back', async () => {
    const saver = open()
    server.isDown = true
    saver.type(words('kept'))
    await vi.advanceTimersByTimeAsync(700)
    expect(saver.get().isDirty).toBe(true)
    server.isDown = false
    await vi.advanceTimersByTimeAsync(5000)
    expect(server.stored?.text).toBe('kept')
  })

  test('is saved when the page is closed before the pause is over', async () => {
    const saver = open()
    saver.type(words('quick'))
    saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(server.stored?.text).toBe('quick')
  })
})

describe('what another device writes', () => {
  test('is shown while nothing is typed here', () => {
    const saver = open()
    saver.hear(server.write('from the phone'))
    expect(saver.get().shown).toEqual(words('from the phone'))
    saver.hear(null)
    expect(saver.get().shown).toEqual(words(''))
  })

  test('never replaces what is being typed here', () => {
    const saver = open()
    saver.type(words('mine'))
    saver.hear(server.write('theirs'))
    expect(saver.get().shown).toEqual(words('mine'))
  })

  const conflict = async () => {
    const saver = open()
    saver.type(words('mine'))
    saver.hear(server.write('theirs'))
    await vi.advanceTimersByTimeAsync(600)
    return saver
  }

  test('is offered beside what is typed here, and neither is overwritten', async () => {
    const saver = await conflict()
    expect(saver.get()).toMatchObject({ shown: words('mine'), theirs: { text: 'theirs' } })
    expect(server.stored?.text).toBe('theirs')
    saver.type(words('mine, still'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(server.stored?.text).toBe('theirs')
  })

  test.each([
    ['mine', 'mine'],
    ['theirs', 'theirs'],
    ['both', 'theirs\n\nmine'],
  ] as const)('choosing %s keeps %j', async (choice, text) => {
    const saver = await conflict()
    saver.resolve(choice)
    await vi.advanceTimersByTimeAsync(0)
    expect(server.stored?.text).toBe(text)
    expect(saver.get()).toMatchObject({ shown: words(text), theirs: null, isDirty: false })
  })

  test('is no conflict when it is the same', async () => {
    const saver = open()
    saver.type(words('same'))
    server.write('same')
    await vi.advanceTimersByTimeAsync(600)
    expect(saver.get()).toMatchObject({ shown: words('same'), theirs: null, isDirty: false })
    expect(saver.get().base).toBe(server.stored?.version)
  })
})

describe('what the server was never given', () => {
  test('is there when the page is opened again, and saved as soon as there is a server', async () => {
    const saver = open()
    server.isDown = true
    saver.type(words('from the tunnel'))
    await vi.advanceTimersByTimeAsync(600)

    const again = open()
    expect(again.get()).toMatchObject({ shown: words('from the tunnel'), isDirty: true })
    server.isDown = false
    again.begin()
    await vi.advanceTimersByTimeAsync(0)
    expect(server.stored?.text).toBe('from the tunnel')
    expect(open().get()).toMatchObject({ shown: words('from the tunnel'), isDirty: false })
  })

  test('outlives a page that is closed while it is typed', () => {
    const saver = open()
    server.isDown = true
    saver.type(words('half a w'))
    saver.flush()
    expect(open().get().shown).toEqual(words('half a w'))
  })

  test('does not go over what another device wrote meanwhile', async () => {
    const saver = open()
    server.isDown = true
    saver.type(words('mine'))
    await vi.advanceTimersByTimeAsync(600)
    server.isDown = false
    server.write('theirs')
    const again = open()
    again.begin()
    await vi.advanceTimersByTimeAsync(0)
    expect(again.get().theirs?.text).toBe('theirs')
    expect(server.stored?.text).toBe('theirs')
  })

  test('is not kept once it is empty or sent', async () => {
    const saver = open()
    server.isDown = true
    saver.type(words('sent'))
    saver.flush()
    saver.type(words(''))
    await vi.advanceTimersByTimeAsync(0)
    expect(open().get().shown).toEqual(words(''))
  })
})
