import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Me } from '@/contract'
import { http, isApiError } from '@/ground/http'

/** Who is signed in in this browser; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await http.get('/me', { signal })
    } catch (error) {
      if (isApiError(error) && error.status === 401) return null
      throw error
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
})

export interface Session {
  me: Me | null | undefined
  isLoading: boolean
  /** The server could not be asked. */
  isError: boolean
  retry: () => void
}

export function useSession(): Session {
  const query = useQuery(meQuery)
  return {
    me: query.data,
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
    retry: () => void query.refetch(),
  }
}

const MeContext = createContext<Me | null>(null)

/** Around everything that only a signed-in person sees. */
export const MeProvider = MeContext.Provider

/** The signed-in account. Only inside the signed-in area: elsewhere it throws. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe is used outside the signed-in area.')
  return me
}

/** Takes over the answer of a call that changed one's own account. */
export function useSetMe(): (me: Me) => void {
  const client = useQueryClient()
  return (me) => client.setQueryData(meQuery.queryKey, me)
}

/** Begins as somebody: nothing that was loaded before stays. */
export function beginSession(client: QueryClient, me: Me): void {
  forgetLoaded(client)
  client.setQueryData(meQuery.queryKey, me)
}

/** Forgets who was signed in. What was loaded as them goes with the pages that show it. */
export function forgetSession(client: QueryClient): void {
  client.setQueryData(meQuery.queryKey, null)
}

/** Forgets everything fetched but who is signed in and what the installation is like. */
export function forgetLoaded(client: QueryClient): void {
  client.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== 'config' && queryKey[0] !== 'me',
  })
}
