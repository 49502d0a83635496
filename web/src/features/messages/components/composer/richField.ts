import { useSyncExternalStore } from 'react'

type RichModule = typeof import('./rich')

/** Between two tries to load the rich field: the server may be away. */
const AGAIN_MS = 10_000

let loaded: RichModule | null = null
let isAsked = false
const listeners = new Set<() => void>()

async function load(): Promise<void> {
  try {
    loaded = await import('./rich')
    for (const listener of listeners) listener()
  } catch {
    setTimeout(load, AGAIN_MS)
  }
}

/** Begins once the page has nothing better to do: nothing that is seen first waits for it. */
function ask(): void {
  if (isAsked) return
  isAsked = true
  if ('requestIdleCallback' in window) requestIdleCallback(() => void load(), { timeout: 2_000 })
  else setTimeout(() => void load(), 200)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ask()
  return () => listeners.delete(listener)
}

/** The rich field with what belongs to it; null until it has come. */
export function useRichField(): RichModule | null {
  return useSyncExternalStore(subscribe, () => loaded)
}
