import { queryOptions } from '@tanstack/react-query'
import type { Me } from '@/contract'
import { http } from '@/ground/http'

export const mailsQuery = queryOptions({
  queryKey: ['mails'],
  queryFn: ({ signal }) => http.get('/outbox', { query: { limit: 100 }, signal }),
})

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['mails', id],
    queryFn: ({ signal }) => http.get('/outbox/{mail_id}', { path: { mail_id: id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function claimOperator(token: string): Promise<Me> {
  return http.post('/operator-claims', { body: { token } })
}
