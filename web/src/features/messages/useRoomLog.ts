import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Entry } from '@/contract'
import { http, isApiError } from '@/ground/http'
import { type PendingMessage, useOutbox } from '@/ground/outbox'
import { useIsAway } from '@/ground/socket'
import { useSync } from '@/ground/sync'
import {
  type CachedLog,
  hasNewer,
  hasOlder,
  join,
  logKey,
  logOf,
  logProjection,
  type RoomLog,
} from './log'
import { keepRecent } from './recent'

const PAGE = 100

export interface RoomLogView {
  /** Contiguous, ascending by seq. */
  entries: Entry[]
  /** Own messages that are not among the entries yet, in the order written. */
  pending: PendingMessage[]
  hasOlder: boolean
  hasNewer: boolean
  loadOlder: () => Promise<void>
  loadNewer: () => Promise<void>
  isLoading: boolean
  isError: boolean
  retry: () => void
  headSeq: number
  /** First seq this account may see. */
  fromSeq: number
}

const NOTHING: Entry[] = []

/** A window on a room's log, kept true by live frames. `aroundSeq` opens it there; without it at the newest. */
export function useRoomLog(
  roomId: string,
  at: { aroundSeq?: number | undefined } = {},
): RoomLogView {
  const { aroundSeq } = at
  const client = useQueryClient()
  const sync = useSync()
  const key = useMemo(() => logKey(roomId), [roomId])
  const paging = useRef<Promise<void> | null>(null)

  const fetchWindow = useCallback(
    (where: Where) =>
      sync.snapshot<CachedLog>(logProjection, key, () => fetchEntries(roomId, where)),
    [sync, key, roomId],
  )
  const query = useQuery({
    queryKey: key,
    queryFn: () => fetchWindow(aroundSeq === undefined ? {} : { around_seq: aroundSeq }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const log = query.data ?? undefined
  // Then there is nothing to wait for: what this device keeps is there already, or there is none.
  const isAway = useIsAway()
  const moved = useWindowAt({ key, aroundSeq, fetchWindow })

  useEffect(() => keepRecent(client, roomId), [client, roomId])

  const page = (where: Where): Promise<void> => {
    paging.current ??= fetchWindow(where)
      .then((found) => {
        client.setQueryData<CachedLog>(key, (now) => (now && found ? join(now, found) : now))
      })
      .finally(() => {
        paging.current = null
      })
    return paging.current
  }
  return {
    entries: log?.entries ?? NOTHING,
    pending: usePending(roomId, log?.entries),
    hasOlder: log !== undefined && hasOlder(log),
    hasNewer: log !== undefined && hasNewer(log),
    loadOlder: async () => {
      const first = log?.entries[0]
      if (log && first && hasOlder(log)) await page({ before_seq: first.seq, limit: PAGE })
    },
    loadNewer: async () => {
      const last = log?.entries.at(-1)
      if (log && last && hasNewer(log)) await page({ after_seq: last.seq, limit: PAGE })
    },
    isLoading: (query.isPending && !isAway) || moved.isLoading,
    isError: ((query.isError || isAway) && log === undefined) || moved.isError,
    retry: () => {
      if (moved.isError) moved.retry()
      else void query.refetch()
    },
    headSeq: log?.headSeq ?? 0,
    fromSeq: log?.fromSeq ?? 0,
  }
}

type Where = { around_seq?: number; before_seq?: number; after_seq?: number; limit?: number }

/** Moves a loaded window when it does not show what the address asks for: another place, or the newest. */
function useWindowAt(wanted: {
  key: ReturnType<typeof logKey>
  aroundSeq: number | undefined
  fetchWindow: (where: Where) => Promise<CachedLog>
}): { isLoading: boolean; isError: boolean; retry: () => void } {
  const { key, aroundSeq, fetchWindow } = wanted
  const client = useQueryClient()
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const move = useCallback(() => {
    const log = client.getQueryData<CachedLog>(key)
    if (!log || shows(log, aroundSeq)) {
      setState('idle')
      return () => undefined
    }
    let isCurrent = true
    setState('loading')
    fetchWindow(aroundSeq === undefined ? {} : { around_seq: aroundSeq }).then(
      (found) => {
        if (!isCurrent) return
        client.setQueryData<CachedLog>(key, found)
        setState('idle')
      },
      () => isCurrent && setState('failed'),
    )
    return () => {
      isCurrent = false
    }
  }, [client, key, aroundSeq, fetchWindow])
  useEffect(move, [move])
  return { isLoading: state === 'loading', isError: state === 'failed', retry: move }
}

function shows(log: RoomLog, aroundSeq: number | undefined): boolean {
  if (aroundSeq === undefined) return !hasNewer(log)
  const first = log.entries[0]?.seq ?? 0
  const last = log.entries.at(-1)?.seq ?? 0
  // What is not there at all (before one's time, or not yet written) is as near as it gets.
  const nearest = Math.min(Math.max(aroundSeq, log.fromSeq), log.headSeq)
  return first <= nearest && nearest <= last
}

/** Own messages to a room, or to one topic of it, that are not among its entries yet. */
export function usePending(
  roomId: string,
  entries: readonly Entry[] | undefined,
  topicId?: string,
): PendingMessage[] {
  const outbox = useOutbox()
  const all = useSyncExternalStore(outbox.subscribe, outbox.list)
  return useMemo(() => {
    const own = all.filter(
      (message) =>
        message.roomId === roomId && (topicId === undefined || message.topicId === topicId),
    )
    if (own.length === 0 || !entries) return own
    const arrived = new Set(entries.slice(-200).map((entry) => entry.client_id))
    return own.filter((message) => !arrived.has(message.clientId))
  }, [all, roomId, topicId, entries])
}

async function fetchEntries(roomId: string, where: Where): Promise<CachedLog> {
  try {
    return logOf(
      await http.get('/rooms/{room_id}/entries', { path: { room_id: roomId }, query: where }),
    )
  } catch (error) {
    if (isApiError(error) && (error.status === 404 || error.status === 422)) return null
    throw error
  }
}
