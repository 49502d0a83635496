import type { AccountBrief, InboxFilter, InboxItem, InboxPage, Membership, Room } from '@/contract'
import { activityAt } from './membership'

/** One list of the inbox as it is cached. */
export interface InboxList extends InboxPage {
  /** Rooms of which one of the two frames that announce them has come, and the other has not yet. */
  arriving: Record<string, { room?: Room; membership?: Membership }>
}

/** Filter, search, and the account whose rooms are listed. */
export type InboxKey = readonly ['inbox', InboxFilter, string, string?]

export function inboxKey(filter: InboxFilter, q: string, person?: string): InboxKey {
  return person === undefined ? ['inbox', filter, q.trim()] : ['inbox', filter, q.trim(), person]
}

/** Whether a list is narrowed by a search or to a person: then hidden rooms are in it too. */
export function isSought([, , q, person]: InboxKey): boolean {
  return q !== '' || person !== undefined
}

/** Whether a room with this activity stands within what is loaded of the list. */
export function isWithin(list: InboxList, at: string): boolean {
  const last = list.items.at(-1)
  return list.next === null || !last || activityAt(last, last.room.created_at) <= at
}

export function insert(list: InboxList, item: InboxItem): InboxList {
  const at = activityAt(item, item.room.created_at)
  const place = list.items.findIndex((other) => activityAt(other, other.room.created_at) <= at)
  const index = place === -1 ? list.items.length : place
  // Further down than what is loaded: it comes when the list is paged.
  if (place === -1 && list.next !== null) return list
  return {
    ...list,
    items: list.items.toSpliced(index, 0, item),
    unread_total: list.unread_total + item.unread_count,
  }
}

export function swap(list: InboxList, before: InboxItem, after: InboxItem): InboxList {
  return {
    ...list,
    items: list.items.map((item) => (item === before ? after : item)),
    unread_total: list.unread_total + after.unread_count - before.unread_count,
  }
}

export function toTop(list: InboxList, before: InboxItem, after: InboxItem): InboxList {
  const swapped = swap(list, before, after)
  return { ...swapped, items: [after, ...swapped.items.filter((item) => item !== after)] }
}

export function edit(
  list: InboxList,
  roomId: string,
  change: (item: InboxItem) => InboxItem,
): InboxList {
  const item = list.items.find((candidate) => candidate.room_id === roomId)
  return item ? swap(list, item, change(item)) : list
}

export function without(list: InboxList, roomId: string): InboxList {
  const { [roomId]: _ended, ...arriving } = list.arriving
  const item = list.items.find((candidate) => candidate.room_id === roomId)
  return {
    ...list,
    arriving,
    items: list.items.filter((candidate) => candidate.room_id !== roomId),
    unread_total: list.unread_total - (item?.unread_count ?? 0),
  }
}

/** Why an item no longer belongs in a list. What was read stays in "unread" until the list is opened again. */
const LEAVES: Partial<Record<InboxFilter, (item: InboxItem) => boolean>> = {
  all: (item) => item.hidden,
  starred: (item) => !item.starred,
  hidden: (item) => !item.hidden,
}

/**
 * The items of a list that its filter still shows. Those it no longer shows stay cached: they may come back, by a new message
 * or because the server refuses what was shown already. A search finds hidden rooms too.
 */
export function shownItems(list: InboxList, key: InboxKey): InboxItem[] {
  const [, filter] = key
  const leaves = !isSought(key) || filter !== 'all' ? LEAVES[filter] : undefined
  return leaves ? list.items.filter((item) => !leaves(item)) : list.items
}

export function renamed(list: InboxList, account: AccountBrief): InboxList {
  const concerns = (item: InboxItem) => item.room.people.some(({ id }) => id === account.id)
  if (!list.items.some(concerns)) return list
  return {
    ...list,
    items: list.items.map((item) =>
      concerns(item) ? { ...item, room: replacePerson(item.room, account) } : item,
    ),
  }
}

export function replacePerson(room: Room, account: AccountBrief): Room {
  if (!room.people.some(({ id }) => id === account.id)) return room
  return { ...room, people: room.people.map((one) => (one.id === account.id ? account : one)) }
}

/** The list with its next page. A room that moved up meanwhile is there already. */
export function append(list: InboxList, page: InboxList): InboxList {
  const known = new Set(list.items.map((item) => item.room_id))
  const more = page.items.filter((item) => !known.has(item.room_id))
  return { ...list, items: [...list.items, ...more], next: page.next }
}
