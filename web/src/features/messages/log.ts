import type { EntriesPage, Entry, ServerFrame } from '@/contract'
import { applyToMessages } from '@/features/files'
import {
  type Applied,
  type ApplyContext,
  applied,
  applyChange,
  type Projection,
} from '@/ground/sync'

/** A window on a room's log as it is cached. */
export interface RoomLog {
  /** Contiguous, ascending. */
  entries: Entry[]
  /** The first seq this account may see. */
  fromSeq: number
  headSeq: number
  /** Every change up to this entry is in `entries`. Beyond the window's end when the window is not at the newest. */
  appliedSeq: number
}

/** Null when the room does not exist for this account. */
export type CachedLog = RoomLog | null

export type LogKey = readonly ['log', string]

export function logKey(roomId: string): LogKey {
  return ['log', roomId]
}

/** Most entries kept of one room; paging further lets go of the other end. */
export const LONGEST_WINDOW = 2_000

export function logOf(page: EntriesPage): RoomLog {
  return {
    entries: page.items,
    fromSeq: page.from_seq,
    headSeq: page.head_seq,
    appliedSeq: Math.max(page.head_seq, page.items.at(-1)?.seq ?? 0),
  }
}

/** A cached window after a frame (rules 1 and 2 of docs/wire.md). */
export function applyToLog(
  log: CachedLog,
  frame: ServerFrame,
  { key }: ApplyContext,
): Applied<CachedLog> {
  const [, roomId] = key as LogKey
  if (frame.type === 'membership' && frame.room_id === roomId) {
    if (frame.removed) return applied(null)
    return applied(
      log && log.fromSeq !== frame.from_seq ? { ...log, fromSeq: frame.from_seq } : log,
    )
  }
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
  const entries = mapChanged(log.entries, (known) => applyChange(known, entry))
  return applied({
    ...log,
    entries: follows(log, entry.seq) ? [...entries, entry] : entries,
    headSeq: Math.max(log.headSeq, entry.seq),
    appliedSeq: entry.seq,
  })
}

export const logProjection: Projection<CachedLog> = {
  prefix: 'log',
  apply: applyToLog,
  resume: (log, { key }) =>
    log === null ? 'refetch' : { roomId: (key as LogKey)[1], afterSeq: log.appliedSeq },
}

function follows(log: RoomLog, seq: number): boolean {
  const last = log.entries.at(-1)
  return last === undefined ? seq >= log.fromSeq : seq === last.seq + 1
}

/** Whether there are entries after the window. */
export function hasNewer(log: RoomLog): boolean {
  return (log.entries.at(-1)?.seq ?? log.headSeq) < log.headSeq
}

export function hasOlder(log: RoomLog): boolean {
  const first = log.entries[0]
  return first !== undefined && first.seq > log.fromSeq
}

/**
 * The window together with a page next to it. What one of them has not yet applied counts as not applied, so that the
 * live frames that are still to come change both; a change that is already in a message is passed over by its `state_seq`.
 * A page that does not touch the window is left out.
 */
export function join(log: RoomLog, page: RoomLog): RoomLog {
  const first = log.entries[0]?.seq ?? Number.POSITIVE_INFINITY
  const last = log.entries.at(-1)?.seq ?? 0
  const older = page.entries.filter((entry) => entry.seq < first)
  const newer = page.entries.filter((entry) => entry.seq > last)
  const olderTouches = (older.at(-1)?.seq ?? first - 1) === first - 1
  const newerTouches = (newer[0]?.seq ?? last + 1) === last + 1
  if (!olderTouches || !newerTouches) return log
  const entries = [...older, ...log.entries, ...newer]
  return {
    entries: bounded(entries, older.length > 0 ? 'older' : 'newer'),
    fromSeq: page.fromSeq,
    headSeq: Math.max(log.headSeq, page.headSeq),
    appliedSeq: Math.min(log.appliedSeq, page.appliedSeq),
  }
}

function bounded(entries: Entry[], towards: 'older' | 'newer'): Entry[] {
  return towards === 'older' ? entries.slice(0, LONGEST_WINDOW) : entries.slice(-LONGEST_WINDOW)
}

/** The same window when they are the same entries. */
export function withEntries<Log extends { entries: Entry[] }>(log: Log, entries: Entry[]): Log {
  return entries === log.entries ? log : { ...log, entries }
}

/** The window with one message as it is shown before the server has confirmed a change of it. */
export function replaceEntry<Log extends { entries: Entry[] }>(
  log: Log,
  seq: number,
  change: (entry: Entry) => Entry,
): Log {
  const entries = mapChanged(log.entries, (entry) => (entry.seq === seq ? change(entry) : entry))
  return withEntries(log, entries)
}

function mapChanged(entries: Entry[], change: (entry: Entry) => Entry): Entry[] {
  let copy: Entry[] | null = null
  entries.forEach((entry, index) => {
    const next = change(entry)
    if (next === entry) return
    copy ??= entries.slice()
    copy[index] = next
  })
  return copy ?? entries
}
