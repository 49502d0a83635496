import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { http, isApiError } from '@/ground/http'
import { useSync } from '@/ground/sync'
import {
  type CachedTopicLog,
  extend,
  type TopicLog,
  topicLogKey,
  topicLogOf,
  topicLogProjection,
} from './topicLog'
import { type RoomLogView, usePending } from './useRoomLog'

const PAGE = 50

type Where = { around_seq?: number; before_seq?: number; after_seq?: number }

export interface TopicLogView extends RoomLogView {
  notFound: boolean
}

/** A window on the messages of one topic, kept true by live frames. `aroundSeq` opens it there; without it at the newest. */
export function useTopicLog(
  roomId: string,
  topicId: string,
  { aroundSeq }: { aroundSeq: number | undefined },
): TopicLogView {
  const client = useQueryClient()
  const sync = useSync()
  const key = useMemo(() => topicLogKey(roomId, topicId), [roomId, topicId])
  const paging = useRef<Promise<void> | null>(null)
  const fetchWindow = useCallback(
    (where: Where) =>
      sync.snapshot<CachedTopicLog>(topicLogProjection, key, () => fetchPage(key, where)),
    [sync, key],
  )
  const opening = aroundSeq === undefined ? {} : { around_seq: aroundSeq }
  const query = useQuery({
    queryKey: key,
    queryFn: () => fetchWindow(opening),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const log = query.data ?? undefined
  const isMoving = useMoved({ key, aroundSeq, fetchWindow })
  const page = (where: Where, towards: 'older' | 'newer'): Promise<void> => {
    paging.current ??= fetchWindow(where)
      .then((found) => {
        client.setQueryData<CachedTopicLog>(key, (now) =>
          now && found ? extend(now, found, towards) : now,
        )
      })
      .finally(() => {
        paging.current = null
      })
    return paging.current
  }
  const first = log?.entries[0]
  const last = log?.entries.at(-1)
  return {
    entries: log?.entries ?? [],
    pending: usePending(roomId, log?.entries, topicId),
    hasOlder: log?.hasOlder ?? false,
    hasNewer: log?.hasNewer ?? false,
    loadOlder: async () => {
      if (log?.hasOlder && first) await page({ before_seq: first.seq }, 'older')
    },
    loadNewer: async () => {
      if (log?.hasNewer && last) await page({ after_seq: last.seq }, 'newer')
    },
    isLoading: query.isPending || isMoving,
    isError: query.isError && log === undefined,
    retry: () => void query.refetch(),
    headSeq: log?.headSeq ?? 0,
    fromSeq: log?.fromSeq ?? 0,
    notFound: query.data === null,
  }
}

/** Loads another part of a topic when the address points at a message that the loaded part does not hold. */
function useMoved(wanted: {
  key: ReturnType<typeof topicLogKey>
  aroundSeq: number | undefined
  fetchWindow: (where: Where) => Promise<CachedTopicLog>
}): boolean {
  const { key, aroundSeq, fetchWindow } = wanted
  const client = useQueryClient()
  const [isMoving, setIsMoving] = useState(false)
  useEffect(() => {
    const log = client.getQueryData<CachedTopicLog>(key)
    if (!log || shows(log, aroundSeq)) return
    let isCurrent = true
    setIsMoving(true)
    fetchWindow(aroundSeq === undefined ? {} : { around_seq: aroundSeq })
      .then((found) => {
        if (isCurrent) client.setQueryData<CachedTopicLog>(key, found)
      })
      // What is loaded stays; the address can be tried again.
      .catch(() => undefined)
      .finally(() => {
        if (isCurrent) setIsMoving(false)
      })
    return () => {
      isCurrent = false
      setIsMoving(false)
    }
  }, [client, key, aroundSeq, fetchWindow])
  return isMoving
}

function shows(log: TopicLog, aroundSeq: number | undefined): boolean {
  if (aroundSeq === undefined) return !log.hasNewer
  const first = log.entries[0]?.seq ?? 0
  const last = log.entries.at(-1)?.seq ?? 0
  return (!log.hasOlder || first <= aroundSeq) && (!log.hasNewer || aroundSeq <= last)
}

async function fetchPage(
  [, roomId, topicId]: ReturnType<typeof topicLogKey>,
  where: Where,
): Promise<CachedTopicLog> {
  try {
    const page = await http.get('/rooms/{room_id}/topics/{topic_id}/entries', {
      path: { room_id: roomId, topic_id: topicId },
      query: { ...where, limit: PAGE },
    })
    const isShort = page.items.length < PAGE
    return topicLogOf(page, {
      start: where.around_seq === undefined && where.after_seq === undefined && isShort,
      end:
        where.around_seq === undefined &&
        (where.after_seq !== undefined ? isShort : where.before_seq === undefined),
    })
  } catch (error) {
    if (isApiError(error) && (error.status === 404 || error.status === 422)) return null
    throw error
  }
}
