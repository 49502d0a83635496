import { queryOptions, useQuery } from '@tanstack/react-query'
import { http } from '@/ground/http'

export interface Config {
  version: string
  demo: boolean
  development: boolean
  /** In characters (Unicode code points) after NFC normalisation. */
  max_message_length: number
  /** How long a typing frame holds. */
  typing_seconds: number
  max_file_bytes: number
  /** Most files of one message. */
  max_message_files: number
}

export const configQuery = queryOptions({
  queryKey: ['config'],
  // The contract says no more of this answer than that it is an object.
  queryFn: async ({ signal }) => (await http.get('/config', { signal })) as unknown as Config,
  staleTime: Number.POSITIVE_INFINITY,
})

/** What this installation is like; undefined until it is known. */
export function useConfig(): Config | undefined {
  return useQuery(configQuery).data
}
