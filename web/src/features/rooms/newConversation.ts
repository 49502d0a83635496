import { useSyncExternalStore } from 'react'

export type NewKind = 'person' | 'group'

let asked: NewKind | null = null
const listeners = new Set<() => void>()

/** Opens the window in which a conversation begins, from anywhere on the page; null closes it. */
export function askForConversation(kind: NewKind | null): void {
  asked = kind
  for (const listener of listeners) listener()
}

/** Which kind of conversation the window is open for; null while it is closed. */
export function useAskedConversation(): NewKind | null {
  return useSyncExternalStore(subscribe, () => asked)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
