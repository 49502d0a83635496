import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { InboxFilter, InboxItem } from '@/contract'
import { http } from '@/ground/http'
import { useSync } from '@/ground/sync'
import { inboxProjection } from './inbox'
import { append, type InboxList, inboxKey, isSought, shownItems } from './list'

const PAGE = 50
/** Most the server gives at once. */
const LONGEST_PAGE = 200
const TYPING_PAUSE_MS = 200

export interface InboxView {
  items: InboxItem[]
  /** Unread messages of all rooms. */
  unreadTotal: number
  isLoading: boolean
  isError: boolean
  refetch: () => void
  hasMore: boolean
  loadMore: () => void
}

interface InboxQuery {
  filter: InboxFilter
  q: string
  /** Only rooms that this account is in. */
  person?: string | undefined
}

/** A list of the inbox, newest activity first, kept true by live frames. */
export function useInbox({ filter, q, person }: InboxQuery): InboxView {
  const client = useQueryClient()
  const sync = useSync()
  const isPaging = useRef(false)
  const [settledQ] = useDebouncedValue(q, TYPING_PAUSE_MS)
  const key = inboxKey(filter, q === '' ? '' : settledQ, person)
  const fetchPage = (limit: number, cursor: string | null) =>
    sync.snapshot<InboxList>(inboxProjection, key, async () => {
      const query = { filter, q: key[2], account_id: person ?? null, limit, cursor }
      return { ...(await http.get('/inbox', { query })), arriving: {} }
    })
  const query = useQuery({
    queryKey: key,
    queryFn: () => {
      const loaded = client.getQueryData<InboxList>(key)?.items.length ?? 0
      return fetchPage(Math.min(Math.max(PAGE, loaded), LONGEST_PAGE), null)
    },
    // Frames cannot bring into a filtered list what it did not hold before: it is fetched whenever it is opened.
    staleTime: filter === 'all' && !isSought(key) ? Number.POSITIVE_INFINITY : 0,
    structuralSharing: false,
    // While one types, the last answer stays; another filter begins empty.
    placeholderData: (before: InboxList | undefined, last) =>
      last?.queryKey[1] === filter && last.queryKey[3] === person ? before : undefined,
  })
  const list = query.data
  const shown = useMemo(
    () => (list ? shownItems(list, inboxKey(filter, key[2], person)) : []),
    [list, filter, key[2], person],
  )
  const loadMore = async () => {
    const cursor = query.data?.next
    if (!cursor || isPaging.current) return
    isPaging.current = true
    try {
      const page = await fetchPage(PAGE, cursor)
      client.setQueryData<InboxList>(key, (list) => (list ? append(list, page) : list))
    } finally {
      isPaging.current = false
    }
  }
  return {
    items: shown,
    unreadTotal: query.data?.unread_total ?? 0,
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
    refetch: () => void query.refetch(),
    hasMore: (query.data?.next ?? null) !== null,
    loadMore: () => void loadMore().catch(() => undefined),
  }
}
