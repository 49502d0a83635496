import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Entry } from '@/contract'
import { http } from '@/ground/http'
import { type CachedLog, logKey } from './log'

/** One entry of a room: from what is loaded of its log, else fetched. Undefined until it is there, or when it is not to be had. */
export function useEntry(roomId: string, seq: number): Entry | undefined {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['entry', roomId, seq],
    queryFn: async ({ signal }): Promise<Entry | null> => {
      const log = client.getQueryData<CachedLog>(logKey(roomId))
      const loaded = log?.entries.find((entry) => entry.seq === seq)
      if (loaded !== undefined) return loaded
      const page = await http.get('/rooms/{room_id}/entries', {
        path: { room_id: roomId },
        query: { around_seq: seq, limit: 1 },
        signal,
      })
      return page.items.find((entry) => entry.seq === seq) ?? null
    },
    staleTime: 0,
  })
  return query.data ?? undefined
}
