import { queryOptions } from '@tanstack/react-query'
import type { AccountBrief, Me, Money, NewToken, Session, Token } from '@/contract'
import { http, path } from '@/ground/http'

export type MeChange = Partial<
  Pick<
    Me,
    | 'display_name'
    | 'headline'
    | 'about'
    | 'skills'
    | 'country'
    | 'time_zone'
    | 'locale'
    | 'shows_presence'
    | 'shows_typing'
    | 'enter_sends'
  > & { hourly_rate: Money | null }
>

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => http.get<{ items: Session[] }>('/sessions', { signal }),
})

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => http.get<{ items: Token[] }>('/tokens', { signal }),
})

export const blocksQuery = queryOptions({
  queryKey: ['blocks'],
  queryFn: ({ signal }) => http.get<{ items: AccountBrief[] }>('/blocks', { signal }),
})

export const account = {
  change: (change: MeChange) => http.patch<Me>('/me', { body: change }),
  changePassword: (current: string, next: string) =>
    http.put<void>('/me/password', { body: { current, new: next } }),
  endSession: (id: string) => http.delete<void>(path`/sessions/${id}`),
  createToken: (name: string) => http.post<NewToken>('/tokens', { body: { name } }),
  revokeToken: (id: string) => http.delete<void>(path`/tokens/${id}`),
  unblock: (id: string) => http.delete<void>(path`/blocks/${id}`),
}
