import { useSyncExternalStore } from 'react'

let isAsked = false
const listeners = new Set<() => void>()

/** Opens or closes the window that jumps. */
export function askToJump(asked: boolean): void {
  isAsked = asked
  for (const listener of listeners) listener()
}

export function useAskedToJump(): boolean {
  return useSyncExternalStore(subscribe, () => isAsked)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
