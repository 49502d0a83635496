import { useQuery } from '@tanstack/react-query'
import type { ServerFrame } from '@/contract'
import { http } from '@/ground/http'
import { type Applied, applied, type Projection, useSync } from '@/ground/sync'

/** Who is online among the people one shares a room with. */
type Online = ReadonlySet<string>

const KEY = ['presence'] as const

export function applyToPresence(online: Online, frame: ServerFrame): Applied<Online> {
  if (frame.type !== 'presence' || online.has(frame.account_id) === frame.online) {
    return applied(online)
  }
  const next = new Set(online)
  if (frame.online) next.add(frame.account_id)
  else next.delete(frame.account_id)
  return applied<Online>(next)
}

export const presenceProjection: Projection<Online> = {
  prefix: 'presence',
  apply: applyToPresence,
  resume: () => 'refetch',
}

/** Whether somebody one shares a room with is online, as far as they let it be seen. */
export function useOnline(accountId: string): boolean {
  const sync = useSync()
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => sync.snapshot<Online>(presenceProjection, KEY, fetchOnline),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    select: (online) => online.has(accountId),
  })
  return query.data ?? false
}

async function fetchOnline(): Promise<Online> {
  const { items } = await http.get('/presence')
  return new Set(items.filter(({ online }) => online).map(({ account_id }) => account_id))
}
