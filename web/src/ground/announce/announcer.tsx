import { VisuallyHidden } from '@mantine/core'
import { useSyncExternalStore } from 'react'

let current = { text: '', turn: 0 }
const listeners = new Set<() => void>()

/** Has screen readers say a text when they are done with what they are saying. */
export function announce(text: string): void {
  current = { text, turn: current.turn + 1 }
  for (const listener of listeners) listener()
}

/**
 * The page's polite live region, rendered once by the shell. Two regions take turns, because a screen
 * reader says nothing when the text of a region is replaced by the same text.
 */
export function Announcer() {
  const { text, turn } = useSyncExternalStore(subscribe, () => current)
  return (
    <VisuallyHidden component="div">
      <div aria-live="polite" role="status">
        {turn % 2 === 0 ? text : ''}
      </div>
      <div aria-live="polite" role="status">
        {turn % 2 === 1 ? text : ''}
      </div>
    </VisuallyHidden>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
