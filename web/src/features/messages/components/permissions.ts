import type { Entry, Membership, Room } from '@/contract'

function isOwn(entry: Entry, meId: string): boolean {
  return entry.kind === 'message' && entry.author_id === meId && isAlive(entry)
}

function isAlive(entry: Entry): boolean {
  return entry.state !== null && entry.state.text !== null
}

/** Whether the viewer may still change a message: their own, within the room's time for editing. */
export function canEdit(entry: Entry, room: Room, meId: string, now: Date = new Date()): boolean {
  if (!isOwn(entry, meId)) return false
  const window = room.edit_window_seconds
  return window === null || now.getTime() - Date.parse(entry.created_at) < window * 1000
}

/** Whether the viewer may delete a message: their own, or anybody's for owners and admins of a group. */
export function canDelete(
  entry: Entry,
  room: Room,
  role: Membership['role'],
  meId: string,
): boolean {
  if (isOwn(entry, meId)) return true
  return isAlive(entry) && room.kind === 'group' && role !== 'member'
}
