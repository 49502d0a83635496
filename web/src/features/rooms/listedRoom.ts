import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RoomDetail } from '@/contract'
import { useIsAway } from '@/ground/socket'
import type { InboxList } from './list'

/**
 * What the list knows of a room: enough to write to it while the room itself cannot be fetched. Undefined while it may still
 * come, and when the list does not have it.
 */
export function useListedRoom(
  roomId: string | undefined,
  query: { data: unknown; isError: boolean },
): RoomDetail | undefined {
  const client = useQueryClient()
  const isAway = useIsAway()
  const isMissing = query.data === undefined && (isAway || query.isError)
  return useMemo(
    () => (isMissing && roomId !== undefined ? findListed(roomId, client) : undefined),
    [isMissing, roomId, client],
  )
}

function findListed(roomId: string, client: QueryClient): RoomDetail | undefined {
  for (const [, list] of client.getQueriesData<InboxList>({ queryKey: ['inbox'] })) {
    const item = list?.items.find((candidate) => candidate.room_id === roomId)
    if (!item) continue
    const { room, ...membership } = item
    const joined_at = room.created_at
    const members = room.people.map((account) => ({
      account,
      role: 'member' as const,
      joined_at,
      left_at: null,
      read_seq: 0,
    }))
    return { room, members, membership }
  }
  return undefined
}
