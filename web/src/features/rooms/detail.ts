import type { Entry, RoomDetail, RoomMember, ServerFrame } from '@/contract'
import {
  type Applied,
  type ApplyContext,
  applied,
  bodyOf,
  type Missing,
  type Projection,
} from '@/ground/sync'
import { membershipOf } from './inbox'
import { replacePerson } from './list'
import { applyEntry, replacePlace } from './membership'

/** A room as it is cached; null when it does not exist for this account. */
export type CachedRoom = RoomDetail | null

export type RoomKey = readonly ['room', string]

export function roomKey(roomId: string): RoomKey {
  return ['room', roomId]
}

/** A cached room with its members after a frame (rules 1, 3, 4 and 5 of docs/wire.md). */
export function applyToRoom(
  detail: CachedRoom,
  frame: ServerFrame,
  { meId, key }: ApplyContext,
): Applied<CachedRoom> {
  const [, roomId] = key as RoomKey
  if (detail === null) {
    const isBack = frame.type === 'membership' && frame.room_id === roomId && !frame.removed
    return isBack ? applied(detail, { kind: 'room', roomId }) : applied(detail)
  }
  switch (frame.type) {
    case 'entry':
      return frame.entry.room_id === roomId
        ? applyEntryToRoom(detail, frame.entry, meId)
        : applied(detail)
    case 'room':
      return applied(frame.room.id === roomId ? { ...detail, room: frame.room } : detail)
    case 'membership':
      if (frame.room_id !== roomId) return applied(detail)
      if (frame.removed) return applied(null)
      return applied({
        ...detail,
        membership: replacePlace(detail.membership, membershipOf(frame)),
      })
    case 'read': {
      if (frame.room_id !== roomId) return applied(detail)
      const marked = setMember(detail, frame.account_id, { read_seq: frame.seq })
      if (frame.account_id !== meId) return applied(marked)
      const { unread_count: unread, mention_count: mentions } = frame
      const counts = { unread_count: unread ?? 0, mention_count: mentions ?? 0 }
      return applied({
        ...marked,
        membership: { ...marked.membership, read_seq: frame.seq, ...counts },
      })
    }
    case 'draft':
      if (frame.room_id !== roomId || frame.topic_id != null) return applied(detail)
      return applied({ ...detail, membership: { ...detail.membership, draft: frame.draft } })
    case 'account':
      return applied({
        ...setMember(detail, frame.account.id, { account: frame.account }),
        room: replacePerson(detail.room, frame.account),
      })
    default:
      return applied(detail)
  }
}

export const roomProjection: Projection<CachedRoom> = {
  prefix: 'room',
  apply: applyToRoom,
  resume: () => 'refetch',
}

function applyEntryToRoom(detail: RoomDetail, entry: Entry, meId: string): Applied<CachedRoom> {
  const { next: membership, missing } = applyEntry(detail.membership, entry, meId)
  if (membership === detail.membership) return { next: detail, missing }
  const change = changeMembers(detail, entry)
  return { next: { ...change.next, membership }, missing: [...missing, ...change.missing] }
}

function changeMembers(detail: RoomDetail, entry: Entry): { next: RoomDetail; missing: Missing[] } {
  const unchanged = { next: detail, missing: [] }
  if (entry.kind === 'message') {
    if (entry.author_id === null || entry.topic_id != null) return unchanged
    return { next: setMember(detail, entry.author_id, { read_seq: entry.seq }), missing: [] }
  }
  const added = bodyOf(entry, 'member.added')
  // The entry has neither the person's profile nor where their read marker begins.
  if (added) return { next: detail, missing: [{ kind: 'room', roomId: entry.room_id }] }
  const ended = bodyOf(entry, 'member.removed') ?? bodyOf(entry, 'member.left')
  if (ended) {
    const left_at = entry.created_at
    return { next: setMember(detail, ended.account_id, { left_at }), missing: [] }
  }
  const changed = bodyOf(entry, 'member.role_changed')
  if (!changed) return unchanged
  return { next: setMember(detail, changed.account_id, { role: changed.role }), missing: [] }
}

function setMember(detail: RoomDetail, accountId: string, change: Partial<RoomMember>): RoomDetail {
  if (!detail.members.some((member) => member.account.id === accountId)) return detail
  return {
    ...detail,
    members: detail.members.map((member) =>
      member.account.id === accountId ? { ...member, ...change } : member,
    ),
  }
}
