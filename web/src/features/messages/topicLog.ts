import type { EntriesPage, Entry, ServerFrame } from '@/contract'
import { applyToMessages } from '@/features/files'
import {
  type Applied,
  type ApplyContext,
  applied,
  applyChange,
  type Projection,
} from '@/ground/sync'
import { LONGEST_WINDOW, withEntries } from './log'

/** A window on the messages of one topic, as it is cached. */
export interface TopicLog {
  /** Ascending by seq, without gap within the topic. */
  entries: Entry[]
  hasOlder: boolean
  hasNewer: boolean
  fromSeq: number
  headSeq: number
  /** Every change in the room up to this entry is in `entries`. */
  appliedSeq: number
}

/** Null when there is no such topic for this account. */
export type CachedTopicLog = TopicLog | null

export type TopicLogKey = readonly ['topic-log', string, string]

export function topicLogKey(roomId: string, topicId: string): TopicLogKey {
  return ['topic-log', roomId, topicId]
}

/** What an answer shows of a topic, and whether it reaches its first and its last message. */
export function topicLogOf(page: EntriesPage, reaches: { start: boolean; end: boolean }): TopicLog {
  return {
    entries: page.items,
    hasOlder: !reaches.start,
    hasNewer: !reaches.end,
    fromSeq: page.from_seq,
    headSeq: page.head_seq,
    appliedSeq: page.head_seq,
  }
}

/** A window on a topic after a frame (rules 1 and 2 of docs/wire.md). */
export function applyToTopicLog(
  log: CachedTopicLog,
  frame: ServerFrame,
  { key }: ApplyContext,
): Applied<CachedTopicLog> {
  const [, roomId, topicId] = key as TopicLogKey
  if (frame.type === 'membership' && frame.room_id === roomId && frame.removed) return applied(null)
  if (log === null) return applied(log)
  const refreshed = applyToMessages(log.entries, frame)
  if (refreshed !== null) return applied(withEntries(log, refreshed))
  if (frame.type !== 'entry' || frame.entry.room_id !== roomId) return applied(log)
  const { entry } = frame
  if (entry.seq <= log.appliedSeq) return applied(log)
  if (entry.seq > log.appliedSeq + 1) {
    const gap = { roomId, afterSeq: log.appliedSeq, upToSeq: entry.seq }
    return applied(log, { kind: 'entries', ...gap })
  }
  const changed = log.entries.map((known) => applyChange(known, entry))
  const isNext = entry.topic_id === topicId && !log.hasNewer
  return applied({
    ...log,
    entries: isNext ? [...changed, entry] : changed,
    headSeq: Math.max(log.headSeq, entry.seq),
    appliedSeq: entry.seq,
  })
}

export const topicLogProjection: Projection<CachedTopicLog> = {
  prefix: 'topic-log',
  apply: applyToTopicLog,
  resume: (log, { key }) =>
    log === null ? 'refetch' : { roomId: (key as TopicLogKey)[1], afterSeq: log.appliedSeq },
}

/** The window with a page of what comes before it, or after it. */
export function extend(log: TopicLog, page: TopicLog, towards: 'older' | 'newer'): TopicLog {
  const known = new Set(log.entries.map(({ seq }) => seq))
  const more = page.entries.filter(({ seq }) => !known.has(seq))
  const both = {
    ...log,
    headSeq: Math.max(log.headSeq, page.headSeq),
    appliedSeq: Math.min(log.appliedSeq, page.appliedSeq),
  }
  if (towards === 'older') {
    const entries = [...more, ...log.entries]
    const isCut = entries.length > LONGEST_WINDOW
    return {
      ...both,
      entries: entries.slice(0, LONGEST_WINDOW),
      hasOlder: page.hasOlder,
      hasNewer: log.hasNewer || isCut,
    }
  }
  const entries = [...log.entries, ...more]
  const isCut = entries.length > LONGEST_WINDOW
  return {
    ...both,
    entries: entries.slice(-LONGEST_WINDOW),
    hasNewer: page.hasNewer,
    hasOlder: log.hasOlder || isCut,
  }
}
