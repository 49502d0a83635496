import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountBrief, NewRoom, Profile } from '@/contract'
import { http, isApiError } from '@/ground/http'
import { useSync } from '@/ground/sync'

const TYPING_PAUSE_MS = 200
const MOST_FOUND = 30

export interface CreateRoom {
  /** Resolves to the room's id; an existing direct room is found again. */
  direct: (accountId: string) => Promise<string>
  group: (title: string, accountIds: string[]) => Promise<string>
}
export interface FindPeopleView {
  people: AccountBrief[]
  isLoading: boolean
  isError: boolean
}
export interface ProfileView {
  profile: Profile | undefined
  isLoading: boolean
  isError: boolean
  notFound: boolean
}

export function useCreateRoom(): CreateRoom {
  const sync = useSync()
  const create = async (body: Pick<NewRoom, 'kind'> & Partial<NewRoom>): Promise<string> => {
    const { room, ...membership } = await http.post('/rooms', {
      body: { account_id: null, account_ids: null, title: null, ...body },
    })
    sync.receive({ type: 'room', room })
    sync.receive({ type: 'membership', removed: false, ...membership })
    return room.id
  }
  return {
    direct: (accountId) => create({ kind: 'direct', account_id: accountId }),
    group: (title, ids) => create({ kind: 'group', title, account_ids: ids }),
  }
}

/** People by name, headline or skill; without a query those one shares a room with, then everyone. */
export function useFindPeople(q: string): FindPeopleView {
  const [settledQ] = useDebouncedValue(q.trim(), TYPING_PAUSE_MS)
  const query = useQuery({
    queryKey: ['people', settledQ],
    queryFn: ({ signal }) =>
      http.get('/accounts', {
        query: { q: settledQ, limit: MOST_FOUND },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return {
    people: query.data?.items ?? [],
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
  }
}

export function useProfile(accountId: string): ProfileView {
  const query = useQuery({
    queryKey: ['profile', accountId],
    queryFn: async ({ signal }): Promise<Profile | null> => {
      try {
        return await http.get('/accounts/{account_id}', {
          path: { account_id: accountId },
          signal,
        })
      } catch (error) {
        if (isApiError(error) && (error.status === 404 || error.status === 422)) return null
        throw error
      }
    },
  })
  return {
    profile: query.data ?? undefined,
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
    notFound: query.data === null,
  }
}

/** Blocks a person: neither finds nor writes to the other until it is taken back. */
export function useBlock(accountId: string) {
  const client = useQueryClient()
  const path = { account_id: accountId }
  const then = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['profile', accountId] }),
      client.invalidateQueries({ queryKey: ['people'] }),
      client.invalidateQueries({ queryKey: ['blocks'] }),
    ]).then(() => undefined)
  return {
    block: () => http.put('/blocks/{account_id}', { path }).then(then),
    unblock: () => http.delete('/blocks/{account_id}', { path }).then(then),
  }
}
