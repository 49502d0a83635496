import { describe, expect, test } from 'vitest'
import type { Entry, InboxItem, RoomDetail, ServerFrame } from '@/contract'
import { applyToLog, type CachedLog, logKey, logProjection } from '@/features/messages'
import {
  applyToInbox,
  applyToRoom,
  type CachedRoom,
  type InboxList,
  inboxKey,
  roomKey,
} from '@/features/rooms'
import type { Missing } from '@/ground/sync'

interface Snapshot {
  inbox: InboxItem[]
  rooms: Record<string, { detail: RoomDetail; entries: Entry[] }>
}

/** What a journey through the real server wrote: two snapshots of one person's client and the frames between them. */
interface Fixture {
  me: string
  before: Snapshot
  frames: ServerFrame[]
  after: Snapshot
}

const files = import.meta.glob<Fixture>('../../ground/sync/fixtures/*.json', {
  eager: true,
  import: 'default',
})

/** A client's cached data, moved on by frames. What they show to be missing is answered from the later snapshot, as a server would. */
class Replay {
  inbox: InboxList
  readonly rooms = new Map<string, CachedRoom>()
  readonly logs = new Map<string, CachedLog>()
  /** How often the frames alone were not enough. */
  readonly asked: Missing[] = []
  private readonly fixture: Fixture

  constructor(fixture: Fixture) {
    this.fixture = fixture
    const { inbox, rooms } = fixture.before
    this.inbox = { items: inbox, next: null, unread_total: totalOf(inbox), arriving: {} }
    for (const [id, { detail, entries }] of Object.entries(rooms)) {
      this.rooms.set(id, detail)
      const { from_seq: fromSeq, head_seq: headSeq } = detail.membership
      this.logs.set(id, { entries, fromSeq, headSeq, appliedSeq: headSeq })
    }
  }

  receive(frame: ServerFrame): void {
    const meId = this.fixture.me
    const missing: Missing[] = []
    const inbox = applyToInbox(this.inbox, frame, { meId, key: inboxKey('all', '') })
    this.inbox = inbox.next
    missing.push(...inbox.missing)
    for (const [id, room] of this.rooms) {
      const applied = applyToRoom(room, frame, { meId, key: roomKey(id) })
      this.rooms.set(id, applied.next)
      missing.push(...applied.missing)
    }
    for (const [id, log] of this.logs) {
      const applied = applyToLog(log, frame, { meId, key: logKey(id) })
      this.logs.set(id, applied.next)
      missing.push(...applied.missing)
    }
    for (const gap of missing) this.answer(gap)
  }

  private answer(missing: Missing): void {
    this.asked.push(missing)
    if (missing.kind === 'entries') {
      const known = this.fixture.after.rooms[missing.roomId]?.entries ?? []
      for (const entry of known.filter(({ seq }) => seq > missing.afterSeq)) {
        this.receive({ type: 'entry', entry })
      }
    }
    if (missing.kind === 'room') {
      this.rooms.set(missing.roomId, this.fixture.after.rooms[missing.roomId]?.detail ?? null)
    }
  }
}

function totalOf(items: InboxItem[]): number {
  return items.reduce((sum, item) => sum + item.unread_count, 0)
}

function expectEqual(replay: Replay, { after }: Fixture): void {
  expect(replay.inbox.items).toEqual(after.inbox)
  expect(replay.inbox.unread_total).toBe(totalOf(after.inbox))
  for (const [id, room] of replay.rooms) {
    expect(room).toEqual(after.rooms[id]?.detail ?? null)
    expect(replay.logs.get(id)?.entries).toEqual(after.rooms[id]?.entries)
  }
}

describe.each(Object.entries(files))('%s', (_file, fixture) => {
  test('frames lead from one snapshot to the next', () => {
    const replay = new Replay(fixture)
    for (const frame of fixture.frames) replay.receive(frame)
    expectEqual(replay, fixture)
    expect(replay.asked.filter(({ kind }) => kind === 'entries')).toEqual([])
  })

  test('so they do when every frame comes twice', () => {
    const replay = new Replay(fixture)
    for (const frame of fixture.frames) {
      replay.receive(frame)
      replay.receive(frame)
    }
    expectEqual(replay, fixture)
  })
})

test('there are journeys to replay, and a log is resumed after what was applied', () => {
  expect(Object.keys(files).length).toBeGreaterThan(20)
  const log = { entries: [], fromSeq: 1, headSeq: 9, appliedSeq: 7 }
  const resumed = logProjection.resume(log, { meId: 'me', key: logKey('room') })
  expect(resumed).toEqual({ roomId: 'room', afterSeq: 7 })
})
