import type { Entry, Membership } from '@/contract'
import { type Applied, applied, applyChange, bodyOf } from '@/ground/sync'

/**
 * One's own place in a room after an entry (rules 1, 3 and 4 of docs/wire.md). It is its own cursor:
 * what it has seen goes up to `head_seq`.
 */
export function applyEntry<Place extends Membership>(
  place: Place,
  entry: Entry,
  meId: string,
): Applied<Place> {
  if (entry.seq <= place.head_seq) return applied(place)
  if (entry.seq > place.head_seq + 1) {
    return applied(place, {
      kind: 'entries',
      roomId: place.room_id,
      afterSeq: place.head_seq,
      upToSeq: entry.seq,
    })
  }
  const next = { ...place, head_seq: entry.seq }
  if (entry.kind !== 'message') {
    if (place.last_entry) next.last_entry = applyChange(place.last_entry, entry)
    return applied(next)
  }
  const shown = { ...next, last_entry: entry, hidden: false }
  if (entry.author_id === meId) {
    // Written in a topic it says nothing about the rest of the room; what it does, a `read` frame brings.
    if (entry.topic_id != null) return applied(shown)
    return applied({ ...shown, read_seq: entry.seq, unread_count: 0, mention_count: 0 })
  }
  const mentioned = bodyOf(entry, 'message')?.mentions?.includes(meId) ?? false
  return applied({
    ...shown,
    unread_count: place.unread_count + 1,
    mention_count: place.mention_count + (mentioned ? 1 : 0),
  })
}

/**
 * The place as a frame brought it (rule 6). When it is from before what was already seen, only what no entry changes is taken;
 * a message shows a hidden room again, so `hidden` only where none came since.
 */
export function replacePlace<Place extends Membership>(place: Place, sent: Membership): Place {
  if (sent.head_seq >= place.head_seq) return { ...place, ...sent }
  const { role, from_seq, starred, muted_until, draft } = sent
  const hidden = (place.last_entry?.seq ?? 0) <= sent.head_seq ? sent.hidden : place.hidden
  return { ...place, role, from_seq, starred, muted_until, draft, hidden }
}

/** When something last happened there, as the inbox is ordered by it. */
export function activityAt(place: Membership, roomCreatedAt: string): string {
  return place.last_entry?.created_at ?? roomCreatedAt
}
