import type { Entry, InboxItem, Role, Room } from '@/contract'
import { previewLine, wordsOf } from '@/features/messages'
import { getLocale, t } from '@/ground/i18n'
import { isolated } from '@/ui'

/** What a room is called by the viewer: the other person of a direct room, the title of a group. */
export function roomName(room: Room): string {
  if (room.kind === 'group') return room.title ?? t('rooms.untitled')
  return room.people[0]?.display_name ?? t('rooms.nobody')
}

/** Whose face stands for a room: the other person's, or the group's own. */
export function roomFace(room: Room): { id: string; display_name: string } {
  const [person] = room.people
  if (room.kind === 'direct' && person !== undefined) return person
  return { id: room.id, display_name: roomName(room) }
}

/** The line under a room's name; empty when there is nothing to say. */
export function roomSubline(room: Room): string {
  if (room.kind === 'group') return t('rooms.group_of', { count: room.member_count })
  return room.title ?? room.people[0]?.headline ?? ''
}

export interface Preview {
  kind: 'draft' | 'message' | 'deleted' | 'nothing'
  text: string
}

function saidBy(entry: Entry, room: Room, meId: string, text: string): string {
  if (entry.author_id === meId) return t('rooms.you_said', { text })
  if (room.kind === 'direct') return text
  const name = room.people.find(({ id }) => id === entry.author_id)?.display_name
  return name === undefined ? text : t('rooms.they_said', { name: isolated(name), text })
}

/** The last line of a room in the list: what one has begun to write, else what was said last. */
export function previewOf(item: InboxItem, meId: string): Preview {
  const { draft, last_entry: last, room } = item
  if (draft !== null && draft.text.trim() !== '') {
    return { kind: 'draft', text: t('rooms.draft_line', { text: previewLine(draft.text) }) }
  }
  if (last === null) return { kind: 'nothing', text: t('rooms.no_messages') }
  const text = wordsOf(last)
  if (text === null) return { kind: 'deleted', text: t('rooms.deleted_line') }
  return { kind: 'message', text: saidBy(last, room, meId, previewLine(text)) }
}

/** A span of time in its largest fitting unit: "15 minutes", "1 day". */
export function spanOfTime(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const
  const [unit, length] =
    units.find(([, size]) => seconds >= size && seconds % size === 0) ?? units[3]
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(
    seconds / length,
  )
}

/** How long messages of a room can be edited, in words. */
export function editWindowText(seconds: number | null): string {
  if (seconds === null) return t('rooms.edit_window.always')
  if (seconds === 0) return t('rooms.edit_window.never')
  return t('rooms.edit_window.for', { time: spanOfTime(seconds) })
}

export function roleName(role: Role): string {
  return t(`rooms.role.${role}`)
}
