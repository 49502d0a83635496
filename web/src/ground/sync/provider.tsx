import { createContext, useContext } from 'react'
import type { SyncEngine } from './engine'

const Context = createContext<SyncEngine | null>(null)

export const SyncProvider = Context.Provider

/** The engine of the signed-in account. Only inside the signed-in area. */
export function useSync(): SyncEngine {
  const engine = useContext(Context)
  if (!engine) throw new Error('useSync is used outside the signed-in area.')
  return engine
}
