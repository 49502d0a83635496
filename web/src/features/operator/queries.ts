import { queryOptions } from '@tanstack/react-query'
import type { Mail, MailBrief, Me } from '@/contract'
import { http, path } from '@/ground/http'

export const mailsQuery = queryOptions({
  queryKey: ['mails'],
  queryFn: ({ signal }) =>
    http.get<{ items: MailBrief[] }>('/outbox', { query: { limit: 100 }, signal }),
})

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['mails', id],
    queryFn: ({ signal }) => http.get<Mail>(path`/outbox/${id}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function claimOperator(token: string): Promise<Me> {
  return http.post<Me>('/operator-claims', { body: { token } })
}
