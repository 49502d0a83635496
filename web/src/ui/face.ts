import { faces } from './tokens'

/** The same hue for the same id, everywhere and for ever (FNV-1a over the id). */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0) % faces.length
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstGrapheme(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment
  return ''
}

/** Up to two letters that stand for a name: first and last word's; one for scripts without case. */
export function initialsOf(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ''))
    .filter((word) => word !== '')
  const first = firstGrapheme(words[0] ?? '')
  if (first === '') return '?'
  const last = words.slice(1).findLast((word) => /^[\p{L}\p{N}]/u.test(word))
  const hasCase = first.toLowerCase() !== first.toUpperCase()
  return (hasCase ? first + firstGrapheme(last ?? '') : first).toLocaleUpperCase()
}
