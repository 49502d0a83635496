import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AccountBrief, RoomDetail } from '@/contract'
import { http, isApiError } from '@/ground/http'
import { useSync } from '@/ground/sync'
import { type CachedRoom, roomKey, roomProjection } from './detail'
import { useListedRoom } from './listedRoom'

export interface RoomView {
  detail: RoomDetail | undefined
  /** Everybody who is or was in the room, by account id. */
  people: ReadonlyMap<string, AccountBrief>
  isLoading: boolean
  isError: boolean
  notFound: boolean
  refetch: () => void
}

/** A room with its members and one's own place in it, kept true by live frames; nothing while none is asked for. */
export function useRoom(roomId: string | undefined): RoomView {
  const sync = useSync()
  const query = useQuery({
    queryKey: roomKey(roomId ?? ''),
    queryFn:
      roomId === undefined
        ? skipToken
        : () => sync.snapshot<CachedRoom>(roomProjection, roomKey(roomId), () => fetchRoom(roomId)),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const listed = useListedRoom(roomId, query)
  const detail = query.data ?? listed
  const members = detail?.members
  const people = useMemo(
    () => new Map((members ?? []).map(({ account }) => [account.id, account])),
    [members],
  )
  return {
    detail,
    people,
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
    notFound: query.data === null,
    refetch: () => void query.refetch(),
  }
}

/** Null when there is no such room for this account; a malformed id names none either. */
async function fetchRoom(roomId: string): Promise<CachedRoom> {
  try {
    return await http.get('/rooms/{room_id}', { path: { room_id: roomId } })
  } catch (error) {
    if (isApiError(error) && (error.status === 404 || error.status === 422)) return null
    throw error
  }
}
