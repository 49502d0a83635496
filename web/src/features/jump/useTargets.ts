import type { AccountBrief, InboxItem } from '@/contract'
import { roomName, useFindPeople, useInbox } from '@/features/rooms'
import { useMe } from '@/features/session'
import type { Act } from './useActs'

/** Somewhere to jump to. */
export type Target =
  | { kind: 'room'; id: string; item: InboxItem }
  | { kind: 'person'; id: string; person: AccountBrief }
  | { kind: 'act'; id: string; act: Act }

const MOST_ROOMS = 8
const MOST_PEOPLE = 5

interface Targets {
  rooms: Target[]
  people: Target[]
  acts: Target[]
  isLoading: boolean
}

/**
 * What a text finds: rooms by title and names, people one has no room of two with, and things to do. Without a text the rooms
 * one was in last, those with something unread first. What is loaded is looked through at once, the server's answer follows.
 */
export function useTargets(text: string, openRoomId: string | undefined, acts: Act[]): Targets {
  const me = useMe()
  const q = text.trim()
  const known = useInbox({ filter: 'all', q: '' })
  const found = useInbox({ filter: 'all', q })
  const { people, isLoading } = useFindPeople(q)

  const near = known.items.filter((item) => matches(namesOf(item), q))
  const far = found.items.filter((item) => matches(namesOf(item), q))
  const rooms = unique([...near, ...far]).filter(
    ({ room_id }) => q !== '' || room_id !== openRoomId,
  )
  const ordered = q === '' ? unreadFirst(rooms) : startingFirst(rooms, q)
  const withRoom = new Set(
    known.items.flatMap(({ room }) =>
      room.kind === 'direct' ? room.people.map(({ id }) => id) : [],
    ),
  )
  const strangers = people.filter(({ id }) => id !== me.id && !withRoom.has(id))
  return {
    rooms: ordered
      .slice(0, MOST_ROOMS)
      .map((item) => ({ kind: 'room', id: `room-${item.room_id}`, item })),
    people:
      q === ''
        ? []
        : strangers
            .slice(0, MOST_PEOPLE)
            .map((person) => ({ kind: 'person', id: `person-${person.id}`, person })),
    acts: acts
      .filter(({ label }) => matches([label], q))
      .map((act) => ({ kind: 'act', id: `act-${act.key}`, act })),
    isLoading: found.isLoading || isLoading,
  }
}

function namesOf({ room }: InboxItem): string[] {
  return [roomName(room), ...room.people.map(({ display_name }) => display_name)]
}

/** Whether every word of the text is in the names, without regard to case and accents. */
function matches(names: string[], q: string): boolean {
  const words = plain(names.join(' '))
  return plain(q)
    .split(/\s+/)
    .every((part) => words.includes(part))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

function unique(items: InboxItem[]): InboxItem[] {
  const seen = new Set<string>()
  return items.filter(({ room_id }) => !seen.has(room_id) && seen.add(room_id))
}

function unreadFirst(items: InboxItem[]): InboxItem[] {
  return [...items.filter(isUnread), ...items.filter((item) => !isUnread(item))]
}

function isUnread({ unread_count }: InboxItem): boolean {
  return unread_count > 0
}

/** Rooms whose own name begins with the text stand before those in which it is somewhere. */
function startingFirst(items: InboxItem[], q: string): InboxItem[] {
  const begins = ({ room }: InboxItem) => plain(roomName(room)).startsWith(plain(q))
  return [...items.filter(begins), ...items.filter((item) => !begins(item))]
}
