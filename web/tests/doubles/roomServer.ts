import type { Entry, InboxItem, Membership, RoomDetail, ServerFrame } from '@/contract'
import { applyChange, react } from '@/ground/sync'

const ROOM = 'room-1'
export const ME = 'me'
const OTHERS = ['ana', 'bo'] as const

/** Draws whole numbers below `below`; the same seed draws the same (mulberry32). */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/**
 * What the outside is to the client: one room of a server that follows docs/wire.md, kept as the plain truth (a log, read
 * markers, one's own view) from which every answer and every frame is made anew.
 */
export class RoomServer {
  readonly frames: ServerFrame[] = []
  private readonly log: Entry[] = []
  private readonly read = new Map<string, number>([ME, ...OTHERS].map((id) => [id, 0]))
  private starred = false
  private draft: Membership['draft'] = null

  constructor() {
    this.append('room.created', 'ana', { kind: 'group', title: 'Model' })
    this.frames.length = 0
  }

  get head(): number {
    return this.log.length
  }

  /** One thing that one of the three may do. */
  act(draw: (below: number) => number): void {
    const author = [ME, ...OTHERS][draw(3)] ?? ME
    const messages = this.log.filter(({ kind, state }) => kind === 'message' && state?.text)
    const target = messages[draw(Math.max(1, messages.length))]
    const kind = draw(8)
    if (kind <= 2 || !target) {
      const reply = target && draw(3) === 0 ? target.seq : null
      const mentions = draw(4) === 0 ? [ME] : []
      this.append('message', author, { text: `text ${draw(1000)}`, reply_to_seq: reply, mentions })
    } else if (kind === 3) {
      this.append('message.edited', target.author_id, { seq: target.seq, text: `edit ${draw(99)}` })
    } else if (kind === 4) {
      this.append('message.deleted', target.author_id, { seq: target.seq })
    } else if (kind === 5) {
      this.toggle(author, target, ['👍', '🎉'][draw(2)] ?? '👍')
    } else if (kind === 6) {
      this.markRead(author, 1 + draw(this.head))
    } else {
      this.changeView(draw(2) === 0)
    }
  }

  /** Answers what the client asks under /api/v1. */
  answer(target: URL): unknown {
    const path = target.pathname.replace('/api/v1', '')
    if (path === '/inbox') {
      const items = [this.item()]
      return { items, next: null, unread_total: this.place().unread_count }
    }
    if (path === `/rooms/${ROOM}`) return this.detail()
    if (path === `/rooms/${ROOM}/entries`) return this.entries(target.searchParams)
    throw new Error(`The model server has no ${path}.`)
  }

  detail(): RoomDetail {
    const members = [ME, ...OTHERS].map((id) => ({
      account: account(id),
      role: 'member' as const,
      joined_at: at(0),
      left_at: null,
      read_seq: this.read.get(id) ?? 0,
    }))
    return structuredClone({ room: room(), members, membership: this.place() })
  }

  item(): InboxItem {
    return structuredClone({ ...this.place(), room: room() })
  }

  entries(search = new URLSearchParams()) {
    const after = Number(search.get('after_seq') ?? 0)
    const limit = Number(search.get('limit') ?? 200)
    const items = this.log.slice(after, after + limit)
    return structuredClone({ items, head_seq: this.head, from_seq: 1 })
  }

  private append(kind: string, author: string | null, body: Record<string, unknown>): void {
    const seq = this.head + 1
    const isMessage = kind === 'message'
    const quoted = isMessage ? this.log[Number(body.reply_to_seq) - 1] : undefined
    const entry: Entry = {
      room_id: ROOM,
      seq,
      id: `entry-${seq}`,
      kind,
      author_id: author,
      client_id: null,
      created_at: at(seq),
      body,
      state: null,
    }
    if (isMessage) {
      const reply = quoted
        ? {
            seq: quoted.seq,
            author_id: quoted.author_id,
            excerpt: quoted.state?.text ?? '',
            deleted: false,
          }
        : null
      const text = String(body.text)
      entry.state = {
        text,
        edited_at: null,
        deleted_at: null,
        reactions: [],
        reply,
        pin: null,
        state_seq: seq,
      }
      if (author) this.read.set(author, seq)
    }
    this.log.forEach((earlier, index) => {
      this.log[index] = applyChange(earlier, entry)
    })
    this.log.push(entry)
    this.frames.push(structuredClone({ type: 'entry', entry }))
  }

  private toggle(author: string, target: Entry, emoji: string): void {
    const before = target.state?.reactions ?? []
    const isOn = react(before, emoji, author, 'add') === before
    this.append(isOn ? 'reaction.removed' : 'reaction.added', author, { seq: target.seq, emoji })
  }

  private markRead(account_id: string, seq: number): void {
    if (seq <= (this.read.get(account_id) ?? 0)) return
    this.read.set(account_id, seq)
    const { unread_count, mention_count } = this.place()
    const own = account_id === ME ? { unread_count, mention_count } : {}
    this.frames.push({ type: 'read', room_id: ROOM, account_id, seq, ...own })
  }

  private changeView(star: boolean): void {
    if (star) {
      this.starred = !this.starred
      this.frames.push(structuredClone({ type: 'membership', removed: false, ...this.place() }))
      return
    }
    const version = (this.draft?.version ?? 0) + 1
    const text = `draft ${version}`
    this.draft = {
      room_id: ROOM,
      topic_id: null,
      text,
      reply_to_seq: null,
      version,
      updated_at: at(this.head),
    }
    this.frames.push({ type: 'draft', room_id: ROOM, draft: structuredClone(this.draft) })
  }

  private place(): Membership {
    const read_seq = this.read.get(ME) ?? 0
    const unread = this.log.filter(
      ({ kind, seq, author_id }) => kind === 'message' && seq > read_seq && author_id !== ME,
    )
    // Counted from what was said: deleting a message takes neither the count nor the mention back.
    return {
      room_id: ROOM,
      role: 'member',
      from_seq: 1,
      head_seq: this.head,
      read_seq,
      unread_count: unread.length,
      mention_count: unread.filter(({ id }) => this.mentioned.has(id)).length,
      starred: this.starred,
      hidden: false,
      muted_until: null,
      last_entry: this.log.findLast(({ kind }) => kind === 'message') ?? null,
      draft: this.draft,
    }
  }

  /** Entries that named the viewer, remembered because a deleted message has no body. */
  private get mentioned(): Set<string> {
    for (const { id, body } of this.log) {
      const mentions = body?.mentions
      if (Array.isArray(mentions) && mentions.includes(ME)) this.mentions.add(id)
    }
    return this.mentions
  }
  private readonly mentions = new Set<string>()
}

export function roomId(): string {
  return ROOM
}

function room() {
  return {
    id: ROOM,
    kind: 'group' as const,
    title: 'Model',
    created_at: at(0),
    created_by: 'ana',
    member_count: 3,
    people: OTHERS.map((id) => account(id)),
    edit_window_seconds: null,
  }
}

function account(id: string) {
  return { id, display_name: id, headline: '', time_zone: 'UTC', country: null }
}

function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('Z', '000Z')
}
