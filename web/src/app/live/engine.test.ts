import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Entry, ServerFrame } from '@/contract'
import { type CachedLog, logKey, logOf, logProjection } from '@/features/messages'
import {
  type CachedRoom,
  type InboxList,
  inboxKey,
  inboxProjection,
  roomKey,
  roomProjection,
} from '@/features/rooms'
import { http } from '@/ground/http'
import { SyncEngine } from '@/ground/sync'
import { drawFrom, ME, RoomServer, roomId } from '../../../tests/doubles/roomServer'

const ROOM = roomId()

/** A client with the inbox, the room and its log on screen, before a model server reached through `fetch`. */
async function open(server: RoomServer) {
  vi.stubGlobal('fetch', async (input: string) => {
    const answer = server.answer(new URL(input, 'http://localhost'))
    await new Promise((resolve) => setTimeout(resolve, 0))
    return new Response(JSON.stringify(answer), { status: 200 })
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 1e9 } } })
  const engine = new SyncEngine({
    client,
    meId: ME,
    projections: [inboxProjection, roomProjection, logProjection],
    send: () => false,
  })
  const inbox = inboxKey('all', '')
  const watched = [
    {
      queryKey: inbox,
      queryFn: () =>
        engine.snapshot<InboxList>(inboxProjection, inbox, async () => ({
          ...(await http.get('/inbox')),
          arriving: {},
        })),
    },
    {
      queryKey: roomKey(ROOM),
      queryFn: () =>
        engine.snapshot<CachedRoom>(roomProjection, roomKey(ROOM), () =>
          http.get('/rooms/{room_id}', { path: { room_id: ROOM } }),
        ),
    },
    {
      queryKey: logKey(ROOM),
      queryFn: () =>
        engine.snapshot<CachedLog>(logProjection, logKey(ROOM), async () =>
          logOf(
            await http.get('/rooms/{room_id}/entries', {
              path: { room_id: ROOM },
              query: { limit: 1000 },
            }),
          ),
        ),
    },
  ]
  const { QueryObserver } = await import('@tanstack/react-query')
  const stops = watched.map((options) =>
    new QueryObserver<unknown>(client, { ...options, structuralSharing: false }).subscribe(
      () => undefined,
    ),
  )
  engine.giveUpWaiting()
  const stop = () => {
    for (const end of stops) end()
    engine.stop()
    client.clear()
  }
  await quiet(client)
  return { client, engine, stop }
}

/** Waits until nothing is being fetched, nor about to be. */
async function quiet(client: QueryClient): Promise<void> {
  for (let calm = 0; calm < 4; calm += client.isFetching() === 0 ? 1 : 0) {
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}

function expectSame(client: QueryClient, server: RoomServer): void {
  const list = client.getQueryData<InboxList>(inboxKey('all', ''))
  expect(list?.items).toEqual([server.item()])
  expect(list?.unread_total).toBe(server.item().unread_count)
  expect(client.getQueryData(roomKey(ROOM))).toEqual(server.detail())
  const log = client.getQueryData<CachedLog>(logKey(ROOM))
  expect(log?.entries.map(withoutWithheld)).toEqual(server.entries().items.map(withoutWithheld))
}

/** Who missed an edit of a message that is deleted now cannot know of it: its body, which says what it edited, is withheld. */
function withoutWithheld(entry: Entry): Entry {
  const { state } = entry
  return state?.deleted_at ? { ...entry, state: { ...state, edited_at: null } } : entry
}

afterEach(() => vi.unstubAllGlobals())

describe('whatever happens to the frames, the client ends equal to a fresh fetch', () => {
  test.each(Array.from({ length: 8 }, (_, seed) => seed))('seed %i', async (seed) => {
    const draw = drawFrom(seed)
    const server = new RoomServer()
    for (let count = 0; count < 10; count += 1) server.act(draw)
    server.frames.length = 0
    const { client, engine, stop } = await open(server)

    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 12; count += 1) server.act(draw)
      const frames = server.frames.splice(0)
      const isBroken = draw(2) === 0
      for (const frame of isBroken ? damaged(frames, draw) : doubled(frames, draw)) {
        engine.receive(structuredClone(frame))
        if (draw(5) === 0) await new Promise((resolve) => setTimeout(resolve, 0))
      }
      // Frames are only ever lost with the connection, and a new one begins with a resume.
      if (isBroken) await engine.resume()
      await quiet(client)
      expectSame(client, server)
    }
    stop()
  })

  test('entries in any order are put in order', async () => {
    const server = new RoomServer()
    const { client, engine, stop } = await open(server)
    const draw = drawFrom(7)
    for (let count = 0; count < 30; count += 1) server.act(draw)
    const frames = server.frames.splice(0)
    const shuffled = frames.toSorted(() => draw(3) - 1)
    for (const frame of shuffled) engine.receive(frame)
    await quiet(client)
    expectSame(client, server)
    stop()
  })

  test('frames that come while a snapshot is on its way are not lost with the data it replaces', async () => {
    const server = new RoomServer()
    const { client, engine, stop } = await open(server)
    const draw = drawFrom(3)
    const refetching = client.invalidateQueries()
    // The requests have read the server; what it does now reaches the client only by frames.
    for (let count = 0; count < 10; count += 1) server.act(draw)
    for (const frame of server.frames.splice(0)) engine.receive(frame)
    await refetching
    await quiet(client)
    expectSame(client, server)
    stop()
  })
})

/** Some frames never arrive, from some point on. */
function damaged(frames: ServerFrame[], draw: (below: number) => number): ServerFrame[] {
  return doubled(frames.slice(0, draw(frames.length)), draw)
}

function doubled(frames: ServerFrame[], draw: (below: number) => number): ServerFrame[] {
  return frames.flatMap((frame) => (draw(4) === 0 ? [frame, frame] : [frame]))
}
