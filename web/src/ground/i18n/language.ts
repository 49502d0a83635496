import { useSyncExternalStore } from 'react'

/** Languages written from right to left (CLDR `characters` order), by their ISO 639 code. */
const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

export type Direction = 'ltr' | 'rtl'

/** What makes an English interface look like another one, to prove while developing that it can be one. */
export interface Proof {
  direction?: Direction
  /** Rewrites the words of a text; its parameters stay. */
  rewrite?: (words: string) => string
}

let language = 'en'
let locale = 'en'
let timeZone: string | undefined
let proof: Proof = {}
const listeners = new Set<() => void>()

/** The language of the interface's texts, an ISO 639 code. */
export function getLanguage(): string {
  return language
}

/** The BCP 47 tag that dates, numbers and names are formatted for. */
export function getLocale(): string {
  return locale
}

/** The IANA zone that instants are told in: the person's own, or that of the device (undefined) while nobody is known. */
export function getTimeZone(): string | undefined {
  return timeZone
}

/** How the words of texts are rewritten, if they are. */
export function getRewrite(): Proof['rewrite'] {
  return proof.rewrite
}

export function directionOf(code: string): Direction {
  return RIGHT_TO_LEFT.has(code) ? 'rtl' : 'ltr'
}

/**
 * Sets what the interface speaks and how it formats. The texts of `next.language` must be registered already.
 * Words inside dates ("yesterday", "Monday") come in the language of the texts around them, so of a locale in another
 * language only the region counts: for who writes `pt-PT` an English interface formats as `en-PT`.
 */
export function setLanguage(next: {
  language: string
  locale: string
  timeZone?: string | undefined
}): void {
  language = next.language
  locale = formatsFor(next.language, next.locale)
  timeZone = isZone(next.timeZone) ? next.timeZone : undefined
  show()
}

/** Makes the interface look like another one; see `Proof`. */
export function setProof(next: Proof): void {
  proof = next
  show()
}

function show(): void {
  document.documentElement.lang = language
  document.documentElement.dir = proof.direction ?? directionOf(language)
  for (const listener of listeners) listener()
}

/** Renders again when the language, the locale or the zone changes. The same text as long as all of them are the same. */
export function useLanguage(): string {
  return useSyncExternalStore(subscribe, () =>
    [language, locale, timeZone, proof.direction, proof.rewrite?.name].join(' '),
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isZone(name: string | undefined): boolean {
  try {
    return name !== undefined && new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

function formatsFor(spoken: string, tag: string): string {
  try {
    const wanted = new Intl.Locale(tag)
    if (wanted.language === spoken) return wanted.toString()
    const { region } = wanted.maximize()
    return region ? `${spoken}-${region}` : spoken
  } catch {
    return spoken
  }
}
