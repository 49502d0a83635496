import { useSyncExternalStore } from 'react'

/**
 * How things stand with the server. `offline`: this device has no network. `unreachable`: it has one, and the server does not
 * answer. `catching-up`: connected, and fetching what was missed.
 */
export type Connection = 'online' | 'connecting' | 'catching-up' | 'offline' | 'unreachable'

export interface Standing {
  connection: Connection
  /** When the next attempt begins, in milliseconds since 1970; null when none is due. */
  retryAt: number | null
}

let standing: Standing = { connection: 'connecting', retryAt: null }
let tryNow: () => void = () => undefined
const listeners = new Set<() => void>()

export function getConnection(): Connection {
  return standing.connection
}

export function setConnection(connection: Connection, retryAt: number | null = null): void {
  if (standing.connection === connection && standing.retryAt === retryAt) return
  standing = { connection, retryAt }
  for (const listener of listeners) listener()
}

/** Calls back whenever the standing has changed. */
export function onConnection(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useStanding(): Standing {
  return useSyncExternalStore(onConnection, () => standing)
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, getConnection)
}

/** Whether the server cannot be asked at the moment, and is known not to be. */
export function useIsAway(): boolean {
  const connection = useConnection()
  return connection === 'offline' || connection === 'unreachable'
}

/** Connects without waiting for `retryAt`. */
export function retryNow(): void {
  tryNow()
}

/** Says what `retryNow` does: whoever holds the connection. */
export function onRetryNow(retry: () => void): void {
  tryNow = retry
}
