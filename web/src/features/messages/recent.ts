import type { QueryClient } from '@tanstack/react-query'
import { logKey } from './log'

/** Of how many rooms the log stays in memory. */
export const KEPT_ROOMS = 20

const opened = new WeakMap<QueryClient, string[]>()

/** Notes that a room was opened, and lets go of the logs of rooms that were not opened for longest. */
export function keepRecent(client: QueryClient, roomId: string): void {
  const rooms = [roomId, ...(opened.get(client) ?? []).filter((id) => id !== roomId)]
  for (const old of rooms.slice(KEPT_ROOMS)) {
    client.removeQueries({ queryKey: logKey(old), type: 'inactive' })
  }
  opened.set(client, rooms.slice(0, KEPT_ROOMS))
}
