import { queryOptions } from '@tanstack/react-query'
import type { ProfileChange } from '@/contract'
import { http } from '@/ground/http'

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => http.get('/sessions', { signal }),
})

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => http.get('/tokens', { signal }),
})

export const blocksQuery = queryOptions({
  queryKey: ['blocks'],
  queryFn: ({ signal }) => http.get('/blocks', { signal }),
})

export const account = {
  change: (change: ProfileChange) => http.patch('/me', { body: change }),
  changePassword: (current: string, next: string) =>
    http.put('/me/password', { body: { current, new: next } }),
  endSession: (id: string) => http.delete('/sessions/{session_id}', { path: { session_id: id } }),
  createToken: (name: string) => http.post('/tokens', { body: { name } }),
  revokeToken: (id: string) => http.delete('/tokens/{token_id}', { path: { token_id: id } }),
  unblock: (id: string) => http.delete('/blocks/{account_id}', { path: { account_id: id } }),
}
