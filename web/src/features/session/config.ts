import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Config } from '@/contract'
import { http } from '@/ground/http'

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => http.get<Config>('/config', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What this installation is like; undefined until it is known. */
export function useConfig(): Config | undefined {
  return useQuery(configQuery).data
}
