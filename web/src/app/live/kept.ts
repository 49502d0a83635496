import type { QueryClient } from '@tanstack/react-query'
import { messageKeepings } from '@/features/messages'
import { inboxKey, roomKeepings } from '@/features/rooms'
import { configQuery, meQuery } from '@/features/session'
import { Keeper, type Keeping, KeptStore } from '@/ground/kept'

/** Rooms that can be read without a network: those opened last. */
const MOST_ROOMS = 30

const keepings: readonly Keeping[] = [
  ...['config', 'me'].map((prefix) => ({
    prefix,
    group: () => null,
    trim: (value: unknown) => value,
  })),
  ...roomKeepings,
  ...messageKeepings,
]

/** Keeps on this device what its owner needs without a network. */
export function createKeeper(client: QueryClient, accountId: string): Keeper {
  return new Keeper({ client, accountId, keepings, mostGroups: MOST_ROOMS })
}

/**
 * Puts in place what is kept of whoever was signed in last: enough to draw the list before the server answers. Should it answer
 * that nobody is signed in, everything kept is deleted (LiveArea).
 */
export async function restoreKept(client: QueryClient): Promise<void> {
  const accountId = KeptStore.owner()
  if (accountId === null) return
  const keeper = createKeeper(client, accountId)
  await keeper.restore([configQuery.queryKey, meQuery.queryKey, inboxKey('all', '')])
  await keeper.stop()
}
