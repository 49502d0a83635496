import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Entry, ServerFrame, Topic } from '@/contract'
import { http, isApiError } from '@/ground/http'
import { newId } from '@/ground/ids'
import { type Applied, type ApplyContext, applied, bodyOf, type Projection } from '@/ground/sync'

/** A page of the list of topics. */
interface TopicPage {
  items: Topic[]
  next: string | null
}

type TopicsKey = readonly ['topics', string]

/** The pages of a room's topics, newest activity first. */
type CachedTopics = InfiniteData<TopicPage, string | null>

const PAGE = 100
/** Longest name of a topic, in characters; the server's rule too. */
export const LONGEST_NAME = 120

export function topicsKey(roomId: string): TopicsKey {
  return ['topics', roomId]
}

export interface TopicsView {
  topics: readonly Topic[]
  byId: ReadonlyMap<string, Topic>
  /** By the message a topic starts from. */
  byRoot: ReadonlyMap<number, Topic>
  isLoading: boolean
  isError: boolean
  retry: () => void
  hasMore: boolean
  loadMore: () => void
}

/** The topics of a room, kept true by live frames. */
export function useTopics(roomId: string): TopicsView {
  const query = useInfiniteQuery({
    queryKey: topicsKey(roomId),
    queryFn: ({ pageParam, signal }) =>
      http.get('/rooms/{room_id}/topics', {
        path: { room_id: roomId },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: TopicPage) => last.next,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const pages = query.data?.pages
  return useMemo(() => {
    const topics = (pages ?? []).flatMap(({ items }) => items)
    return {
      topics,
      byId: new Map(topics.map((topic) => [topic.id, topic])),
      byRoot: new Map(
        topics.flatMap((topic) => (topic.root_seq === null ? [] : [[topic.root_seq, topic]])),
      ),
      isLoading: query.isPending,
      isError: query.isError && pages === undefined,
      retry: () => void query.refetch(),
      hasMore: query.hasNextPage,
      loadMore: () => void query.fetchNextPage().catch(() => undefined),
    }
  }, [pages, query.isPending, query.isError, query.hasNextPage, query.refetch, query.fetchNextPage])
}

export interface TopicView {
  topic: Topic | undefined
  isError: boolean
  notFound: boolean
  retry: () => void
}

/** One topic: from the list of its room, or fetched alone when it is beyond what is loaded of it. */
export function useTopic(roomId: string, topicId: string): TopicView {
  const list = useTopics(roomId)
  const listed = list.byId.get(topicId)
  const query = useQuery({
    queryKey: ['topic', roomId, topicId],
    queryFn: async ({ signal }): Promise<Topic | null> => {
      try {
        const path = { room_id: roomId, topic_id: topicId }
        return await http.get('/rooms/{room_id}/topics/{topic_id}', { path, signal })
      } catch (error) {
        if (isApiError(error) && (error.status === 404 || error.status === 422)) return null
        throw error
      }
    },
    enabled: listed === undefined && !list.isLoading,
    staleTime: 0,
  })
  return {
    topic: listed ?? query.data ?? undefined,
    isError: query.isError && query.data === undefined,
    notFound: listed === undefined && query.data === null,
    retry: () => void query.refetch(),
  }
}

/** Whether an entry changes what the list of topics shows. */
function concernsTopics(entry: Entry): boolean {
  return entry.kind.startsWith('topic.') || (entry.kind === 'message' && entry.topic_id != null)
}

/** Topics after a frame: names and states at once, what is counted by fetching it afresh. */
export function applyToTopics(
  data: CachedTopics,
  frame: ServerFrame,
  { meId, key }: ApplyContext,
): Applied<CachedTopics> {
  const [, roomId] = key as TopicsKey
  const refetch = { kind: 'topics', roomId } as const
  if (frame.type === 'entry' && frame.entry.room_id === roomId && concernsTopics(frame.entry)) {
    return applied(mapTopics(data, changeBy(frame.entry)), refetch)
  }
  if (frame.type === 'draft' && frame.room_id === roomId && frame.topic_id != null) {
    const { topic_id: id, draft } = frame
    return applied(mapTopics(data, (topic) => (topic.id === id ? { ...topic, draft } : topic)))
  }
  if (frame.type !== 'read' || frame.room_id !== roomId || frame.account_id !== meId) {
    return applied(data)
  }
  const isStale = data.pages.some(({ items }) =>
    items.some((topic) => topic.unread_count > 0 || frame.seq < topic.last_seq),
  )
  const read = mapTopics(data, readBy(frame))
  return isStale ? applied(read, refetch) : applied(read)
}

export const topicsProjection: Projection<CachedTopics> = {
  prefix: 'topics',
  apply: applyToTopics,
  resume: () => 'refetch',
}

function changeBy(entry: Entry): (topic: Topic) => Topic {
  const renamed = bodyOf(entry, 'topic.renamed')
  if (renamed) return (topic) => (topic.id === renamed.topic_id ? { ...topic, ...renamed } : topic)
  const resolved = bodyOf(entry, 'topic.resolved')
  if (resolved) {
    const state = { resolved_at: entry.created_at, resolved_by: entry.author_id }
    return (topic) => (topic.id === resolved.topic_id ? { ...topic, ...state } : topic)
  }
  const reopened = bodyOf(entry, 'topic.reopened')
  const state = { resolved_at: null, resolved_by: null }
  return (topic) => (topic.id === reopened?.topic_id ? { ...topic, ...state } : topic)
}

/** What is certain after a marker moved: a topic read to its end has nothing unread. */
function readBy(frame: Extract<ServerFrame, { type: 'read' }>): (topic: Topic) => Topic {
  return (topic) => {
    if (frame.topic_id === topic.id) {
      const read_seq = frame.topic_seq ?? topic.read_seq
      return { ...topic, read_seq, unread_count: frame.topic_unread_count ?? 0 }
    }
    const isRead = topic.unread_count > 0 && frame.seq >= topic.last_seq
    return isRead ? { ...topic, unread_count: 0 } : topic
  }
}

function mapTopics(data: CachedTopics, change: (topic: Topic) => Topic): CachedTopics {
  let isChanged = false
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((topic) => {
      const next = change(topic)
      isChanged ||= next !== topic
      return next
    }),
  }))
  return isChanged ? { ...data, pages } : data
}

export interface TopicActions {
  /** Answers the id of the new topic, or of the one that starts from that message already. Rejects with ApiError. */
  start: (name: string, rootSeq: number | null) => Promise<string>
  rename: (topicId: string, name: string) => Promise<void>
  resolve: (topicId: string, isResolved: boolean) => Promise<void>
}

/** What one can do with the topics of a room. The same object for the same room. */
export function useTopicActions(roomId: string): TopicActions {
  const client = useQueryClient()
  return useMemo(() => {
    const refresh = () => client.invalidateQueries({ queryKey: topicsKey(roomId) })
    const change = async (topicId: string, body: { name?: string; resolved?: boolean }) => {
      await http.patch('/rooms/{room_id}/topics/{topic_id}', {
        path: { room_id: roomId, topic_id: topicId },
        body,
      })
      await refresh()
    }
    return {
      start: async (name, rootSeq) => {
        const body = { topic_id: newId(), name, seq: rootSeq }
        try {
          await http.post('/rooms/{room_id}/topics', { path: { room_id: roomId }, body })
        } catch (error) {
          if (!isApiError(error, 'topic.exists')) throw error
          return String(error.fields.topic_id)
        }
        await refresh()
        return body.topic_id
      },
      rename: (topicId, name) => change(topicId, { name }),
      resolve: (topicId, isResolved) => change(topicId, { resolved: isResolved }),
    }
  }, [roomId, client])
}
