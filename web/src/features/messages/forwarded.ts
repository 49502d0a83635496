import type { Entry } from '@/contract'
import { bodyOf, type Forwarded } from '@/ground/sync'

/** What a message passes on; null when it passes nothing on, or is deleted. */
export function forwardedOf(entry: Entry): Forwarded | null {
  return bodyOf(entry, 'message')?.forwarded ?? null
}

/** What a message says, in its own words or else in those it passes on. Null when it is deleted. */
export function wordsOf(entry: Entry): string | null {
  const text = entry.state?.text ?? null
  return text === '' ? (forwardedOf(entry)?.text ?? '') : text
}
