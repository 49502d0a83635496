import type { Room } from '@/contract'
import { OnlineFace } from '@/features/people'
import { Face } from '@/ui'
import { roomFace } from './roomText'

/** Whose face stands for a room: the other person's, with their presence, or the group's own. */
export function RoomFace({ room, size }: { room: Room; size?: number }) {
  const face = roomFace(room)
  const measure = size === undefined ? {} : { size }
  return room.kind === 'direct' ? (
    <OnlineFace account={face} {...measure} />
  ) : (
    <Face id={face.id} name={face.display_name} {...measure} />
  )
}
