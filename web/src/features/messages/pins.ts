import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Entry, ServerFrame } from '@/contract'
import { applyToMessages } from '@/features/files'
import { http } from '@/ground/http'
import {
  type Applied,
  type ApplyContext,
  applied,
  applyChange,
  bodyOf,
  type Projection,
  targetOf,
} from '@/ground/sync'
import { withEntries } from './log'

type PinsKey = readonly ['pins', string]

/** The pinned messages of a room, pinned last first. */
interface CachedPins {
  entries: Entry[]
}

export function pinsKey(roomId: string): PinsKey {
  return ['pins', roomId]
}

export interface PinsView {
  /** Pinned last first. */
  pins: readonly Entry[]
  isLoading: boolean
  isError: boolean
  retry: () => void
}

/** The pinned messages of a room, kept true by live frames. */
export function usePins(roomId: string): PinsView {
  const query = useQuery({
    queryKey: pinsKey(roomId),
    queryFn: async ({ signal }): Promise<CachedPins> => {
      const path = { room_id: roomId }
      return { entries: (await http.get('/rooms/{room_id}/pins', { path, signal })).items }
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  return {
    pins: query.data?.entries ?? [],
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
    retry: () => void query.refetch(),
  }
}

/** Pins after a frame: what leaves or changes at once, what is new by fetching it. */
export function applyToPins(
  data: CachedPins,
  frame: ServerFrame,
  { key }: ApplyContext,
): Applied<CachedPins> {
  const [, roomId] = key as PinsKey
  const refreshed = applyToMessages(data.entries, frame)
  if (refreshed !== null) return applied(withEntries(data, refreshed))
  if (frame.type !== 'entry' || frame.entry.room_id !== roomId) return applied(data)
  const change = frame.entry
  const refetch = { kind: 'pins', roomId } as const
  if (bodyOf(change, 'message.pinned')) return applied(data, refetch)
  const target = targetOf(change)
  if (!data.entries.some(({ seq }) => seq === target)) return applied(data)
  const entries = data.entries
    .map((entry) => applyChange(entry, change))
    .filter(({ state }) => state?.pin != null)
  // Fetched all the same: an answer that is on its way may be older than this.
  return applied({ entries }, refetch)
}

export const pinsProjection: Projection<CachedPins> = {
  prefix: 'pins',
  apply: applyToPins,
  resume: () => 'refetch',
}

/** Pins or unpins a message. Rejects with ApiError. */
export function usePin(roomId: string): (seq: number, isPinned: boolean) => Promise<void> {
  const client = useQueryClient()
  return useMemo(
    () => async (seq, isPinned) => {
      const target = '/rooms/{room_id}/messages/{seq}/pin'
      const path = { room_id: roomId, seq }
      await (isPinned ? http.put(target, { path }) : http.delete(target, { path }))
      await client.invalidateQueries({ queryKey: pinsKey(roomId) })
    },
    [roomId, client],
  )
}
