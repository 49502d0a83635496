import { useInfiniteQuery } from '@tanstack/react-query'
import { type FileQuery, type FileRow, fetchRows } from '../wire'
import { filesKey } from './projection'

const PAGE = 50

export interface FilesView {
  rows: readonly FileRow[]
  isLoading: boolean
  isError: boolean
  retry: () => void
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
}

/** The files of a room, or with null of all rooms, kept true by live frames. */
export function useFiles(roomId: string | null, asked: FileQuery): FilesView {
  const query = useInfiniteQuery({
    queryKey: filesKey(roomId, asked),
    queryFn: ({ pageParam, signal }) =>
      fetchRows(roomId, { ...asked, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
    structuralSharing: false,
  })
  return {
    rows: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (!query.isFetchingNextPage) void query.fetchNextPage()
    },
  }
}
