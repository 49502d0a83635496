import type { InboxItem, Membership, Room, ServerFrame } from '@/contract'
import { type Applied, type ApplyContext, applied, type Projection } from '@/ground/sync'
import {
  edit,
  type InboxKey,
  type InboxList,
  insert,
  isSought,
  isWithin,
  renamed,
  swap,
  toTop,
  without,
} from './list'
import { activityAt, applyEntry, replacePlace } from './membership'

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>
interface View {
  meId: string
  key: InboxKey
}

/** A cached list of the inbox after a frame. */
export function applyToInbox(
  list: InboxList,
  frame: ServerFrame,
  { meId, key }: ApplyContext,
): Applied<InboxList> {
  const view: View = { meId, key: key as InboxKey }
  switch (frame.type) {
    case 'entry':
      return applyToItem(list, frame, view)
    case 'room':
      return arrive(list, frame.room.id, { room: frame.room }, view)
    case 'membership':
      if (frame.removed) return applied(without(list, frame.room_id))
      return arrive(list, frame.room_id, { membership: membershipOf(frame) }, view)
    case 'read':
      return applyRead(list, frame, view)
    case 'draft':
      return applyDraft(list, frame, view)
    case 'account':
      return applied(renamed(list, frame.account))
    default:
      return applied(list)
  }
}

export const inboxProjection: Projection<InboxList> = {
  prefix: 'inbox',
  apply: applyToInbox,
  resume: () => 'refetch',
}

function applyToItem(list: InboxList, frame: FrameOf<'entry'>, view: View): Applied<InboxList> {
  const { entry } = frame
  const item = find(list, entry.room_id)
  if (!item) return applyToArriving(list, frame, view)
  const { next, missing } = applyEntry(item, entry, view.meId)
  if (next === item) return { next: list, missing }
  const moves = entry.kind === 'message'
  return { next: moves ? toTop(list, item, next) : swap(list, item, next), missing }
}

/** An entry of a room that this list does not hold. */
function applyToArriving(list: InboxList, frame: FrameOf<'entry'>, view: View): Applied<InboxList> {
  const { entry } = frame
  const [, filter] = view.key
  const arriving = list.arriving[entry.room_id]
  if (arriving?.membership) {
    const { next, missing } = applyEntry(arriving.membership, entry, view.meId)
    const both = { ...arriving, membership: next }
    return { next: { ...list, arriving: { ...list.arriving, [entry.room_id]: both } }, missing }
  }
  const concerns = filter === 'all' || (filter === 'unread' && entry.author_id !== view.meId)
  return concerns && entry.kind === 'message' ? applied(list, { kind: 'inbox' }) : applied(list)
}

/** A room or one's place in it, as a frame brought it: known here, complete now, or still waiting for its other half. */
function arrive(
  list: InboxList,
  roomId: string,
  part: { room?: Room; membership?: Membership },
  view: View,
): Applied<InboxList> {
  const known = find(list, roomId)
  if (known) {
    const placed = part.membership ? replacePlace(known, part.membership) : known
    const next = part.room ? { ...placed, room: part.room } : placed
    const isNewer = (next.last_entry?.seq ?? 0) > (known.last_entry?.seq ?? 0)
    return applied(isNewer ? toTop(list, known, next) : swap(list, known, next))
  }
  const isWhole = view.key[1] === 'all' && !isSought(view.key)
  if (!isWhole) return part.membership ? applied(list, { kind: 'inbox' }) : applied(list)
  const { [roomId]: before, ...others } = list.arriving
  const { room, membership } = { ...before, ...part }
  if (room && membership) {
    return applied(insert({ ...list, arriving: others }, { ...membership, room }))
  }
  const waiting = { ...list, arriving: { ...others, [roomId]: { ...before, ...part } } }
  // Not new but shown again on another device: then no frame brings the room itself.
  const mayBeBack = membership && !membership.hidden && isWithin(list, activityAt(membership, ''))
  return mayBeBack ? applied(waiting, { kind: 'inbox' }) : applied(waiting)
}

/** A room is in "drafts" as long as it or one of its topics has one: only the server knows both. */
function applyDraft(list: InboxList, frame: FrameOf<'draft'>, view: View): Applied<InboxList> {
  const { room_id: roomId, topic_id: topicId = null, draft } = frame
  const next = topicId === null ? edit(list, roomId, (item) => ({ ...item, draft })) : list
  const isKnown = find(list, roomId) !== undefined
  const mayMove = view.key[1] === 'drafts' && (draft === null) === isKnown
  return mayMove ? applied(next, { kind: 'inbox' }) : applied(next)
}

function applyRead(list: InboxList, frame: FrameOf<'read'>, view: View): Applied<InboxList> {
  if (frame.account_id !== view.meId) return applied(list)
  // A room beyond what is loaded: its part of the total is not known here.
  if (!find(list, frame.room_id)) {
    return view.key[1] === 'all' ? applied(list, { kind: 'inbox' }) : applied(list)
  }
  return applied(
    edit(list, frame.room_id, (item) => ({
      ...item,
      read_seq: frame.seq,
      unread_count: frame.unread_count ?? 0,
      mention_count: frame.mention_count ?? 0,
    })),
  )
}

function find(list: InboxList, roomId: string): InboxItem | undefined {
  return list.items.find((item) => item.room_id === roomId)
}

/** A membership frame without what makes it a frame. */
export function membershipOf(
  frame: Extract<ServerFrame, { type: 'membership'; removed: false }>,
): Membership {
  const { type: _type, removed: _removed, ...membership } = frame
  return membership
}
