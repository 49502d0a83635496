import { useSyncExternalStore } from 'react'

export type Connection = 'online' | 'connecting' | 'catching-up' | 'offline'

let current: Connection = 'connecting'
const listeners = new Set<() => void>()

export function getConnection(): Connection {
  return current
}

export function setConnection(next: Connection): void {
  if (next === current) return
  current = next
  for (const listener of listeners) listener()
}

/** How things stand with the server. `catching-up`: connected, and fetching what was missed. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, getConnection)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
