import { createContext, useContext } from 'react'
import type { Outbox } from './outbox'

const Context = createContext<Outbox | null>(null)

export const OutboxProvider = Context.Provider

/** The outbox of the signed-in account. Only inside the signed-in area. */
export function useOutbox(): Outbox {
  const outbox = useContext(Context)
  if (!outbox) throw new Error('useOutbox is used outside the signed-in area.')
  return outbox
}
