import type { Entry } from '@/contract'
import { filesOf } from '@/features/files'
import { formatList } from '@/ground/i18n'
import { bodyOf, type Forwarded } from '@/ground/sync'

/** What a message passes on; null when it passes nothing on, or is deleted. */
export function forwardedOf(entry: Entry): Forwarded | null {
  return bodyOf(entry, 'message')?.forwarded ?? null
}

/** What a message says, in its own words, or else in those it passes on, or by the names of its files. Null when it is deleted. */
export function wordsOf(entry: Entry): string | null {
  const text = entry.state?.text ?? null
  if (text !== '') return text
  return forwardedOf(entry)?.text ?? formatList(filesOf(entry).map(({ name }) => name))
}
