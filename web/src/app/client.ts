import { QueryClient } from '@tanstack/react-query'
import { isApiError } from '@/ground/http'

const MOST_RETRIES = 3

/** The cache of everything fetched. Refusals are final; a server that does not answer is asked again. */
export function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) =>
          failures < MOST_RETRIES && isApiError(error) && error.isTemporary,
        retryDelay: (failures, error) => (isApiError(error) ? error.delayBefore(failures) : 1000),
        refetchOnWindowFocus: false,
        // Whether the server can be reached is what requests tell, not what the browser thinks.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
