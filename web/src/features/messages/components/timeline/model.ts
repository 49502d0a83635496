import type { Entry, RoomMember } from '@/contract'
import type { PendingMessage } from '@/features/messages'
import { dayOf } from '@/ground/i18n'

/** One line of the timeline. `key` is stable: it survives older history, the acknowledgement of a send, and edits. */
export type TimelineItem =
  | { type: 'start'; key: string }
  | { type: 'day'; key: string; at: string }
  | { type: 'unread'; key: string }
  | { type: 'notice'; key: string; entry: Entry }
  | { type: 'message'; key: string; entry: Entry; isHead: boolean }
  | { type: 'pending'; key: string; message: PendingMessage; isHead: boolean }

export interface TimelineSource {
  entries: readonly Entry[]
  pending: readonly PendingMessage[]
  /** Whether the entries reach back to the first one this account may see. */
  reachesStart: boolean
  meId: string
  /** The read marker when the room was opened: the unread line stands after it. Null draws no line. */
  unreadAfter: number | null
}

/** Messages of one author, and of one topic or none, that follow each other within this time share a head. */
const GROUP_MS = 5 * 60 * 1000

/** Entries that change another one, and are seen in it rather than as lines of their own. */
const CHANGES = new Set<Entry['kind']>([
  'message.edited',
  'message.deleted',
  'reaction.added',
  'reaction.removed',
  'message.unpinned',
])

/** Whether an entry has a line of its own in the timeline. */
export function isShown(entry: Entry): boolean {
  return !CHANGES.has(entry.kind)
}

class Builder {
  readonly items: TimelineItem[] = []
  private day = ''
  private head: { author: string | null; topic: string | null; at: number } | null = null

  /** Begins after an entry that is not drawn itself: its day and its group are known. */
  follow(entry: Entry): void {
    const at = new Date(entry.created_at)
    this.day = dayOf(at)
    const { kind, author_id: author, topic_id: topic = null } = entry
    this.head = kind === 'message' ? { author, topic, at: at.getTime() } : null
  }

  /** Adds the day's line before the first entry of a day. */
  openDay(at: string): Date {
    const instant = new Date(at)
    const day = dayOf(instant)
    if (day !== this.day) {
      this.day = day
      this.add({ type: 'day', key: `day:${day}`, at })
    }
    return instant
  }

  /** Adds an item that ends the group before it. */
  add(item: TimelineItem): void {
    this.items.push(item)
    this.head = null
  }

  /** Whether a message opens a new group; remembers it as the last one. */
  opensGroup(author: string | null, topic: string | null, at: Date): boolean {
    const before = this.head
    this.head = { author, topic, at: at.getTime() }
    const follows = before !== null && before.author === author && before.topic === topic
    return !follows || at.getTime() - before.at > GROUP_MS
  }
}

function keyOf(entry: Entry, meId: string): string {
  return entry.client_id !== null && entry.author_id === meId
    ? `client:${entry.client_id}`
    : `seq:${entry.seq}`
}

/**
 * The lines of the timeline, oldest first: days, groups, the unread line, notices, and what is still on its way.
 *
 * While older history is to come the first loaded entry is not drawn: only what follows a known entry is known to open
 * a day or a group, and so stays as it is when that history comes in above it.
 */
export function buildTimeline(source: TimelineSource): TimelineItem[] {
  const { entries, pending, meId, unreadAfter } = source
  const builder = new Builder()
  const sent = new Set<string>()
  const shown = entries.filter(isShown)
  const before = source.reachesStart || shown.length < 2 ? undefined : shown.shift()
  if (before !== undefined) builder.follow(before)
  // Unread messages that are not loaded yet come before these: their line is further up.
  const reachesUnread = source.reachesStart || (before?.seq ?? Infinity) <= (unreadAfter ?? 0)
  let lineIsDue = unreadAfter !== null && reachesUnread
  if (source.reachesStart && entries.length > 0) builder.add({ type: 'start', key: 'start' })
  for (const entry of shown) {
    const at = builder.openDay(entry.created_at)
    const isMessage = entry.kind === 'message'
    const isNew = isMessage && entry.author_id !== meId && entry.seq > (unreadAfter ?? 0)
    if (lineIsDue && isNew) {
      lineIsDue = false
      builder.add({ type: 'unread', key: 'unread' })
    }
    const key = keyOf(entry, meId)
    if (!isMessage) {
      builder.add({ type: 'notice', key, entry })
      continue
    }
    if (entry.client_id !== null) sent.add(entry.client_id)
    const isHead = builder.opensGroup(entry.author_id, entry.topic_id ?? null, at)
    builder.items.push({ type: 'message', key, entry, isHead })
  }
  for (const message of pending) {
    // For a moment a message can be both confirmed and still in the outbox.
    if (sent.has(message.clientId)) continue
    const isHead = builder.opensGroup(meId, message.topicId, builder.openDay(message.createdAt))
    builder.items.push({ type: 'pending', key: `client:${message.clientId}`, message, isHead })
  }
  return builder.items
}

/** Where each of the others has read to: the key of a message to the ids of those whose marker stands there. */
export function seenMarks(
  items: readonly TimelineItem[],
  members: readonly RoomMember[],
  meId: string,
): Map<string, string[]> {
  const messages = items.flatMap((item) => (item.type === 'message' ? [item] : []))
  const marks = new Map<string, string[]>()
  for (const member of members) {
    if (member.account.id === meId || member.left_at !== null) continue
    const last = messages.findLast(({ entry }) => entry.seq <= member.read_seq)
    if (last === undefined || last.entry.author_id === member.account.id) continue
    marks.set(last.key, [...(marks.get(last.key) ?? []), member.account.id])
  }
  return marks
}

/** The last message of one's own that another person has read, in a room of two; its key, or null. */
export function lastSeenOwn(
  items: readonly TimelineItem[],
  readSeq: number,
  meId: string,
): string | null {
  const own = items.findLast(
    (item) => item.type === 'message' && item.entry.author_id === meId && item.entry.seq <= readSeq,
  )
  return own?.key ?? null
}

/** The newest message of one's own, among those the server has; null when there is none. */
export function lastOwn(items: readonly TimelineItem[], meId: string): Entry | null {
  const item = items.findLast(
    (candidate) =>
      candidate.type === 'message' &&
      candidate.entry.author_id === meId &&
      candidate.entry.state?.deleted_at == null,
  )
  return item?.type === 'message' ? item.entry : null
}

/** The key of the line that shows an entry: its own, else the last one before it, else the first. */
export function keyOfSeq(items: readonly TimelineItem[], seq: number): string | null {
  const numbered = items.flatMap((item) => ('entry' in item ? [item] : []))
  const found = numbered.findLast(({ entry }) => entry.seq <= seq) ?? numbered[0]
  return found?.key ?? null
}
