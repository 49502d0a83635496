import { useSyncExternalStore } from 'react'

/** Languages written from right to left (CLDR `characters` order), by their ISO 639 code. */
const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

export type Direction = 'ltr' | 'rtl'

let language = 'en'
let locale = 'en'
const listeners = new Set<() => void>()

/** The language of the interface's texts, an ISO 639 code. */
export function getLanguage(): string {
  return language
}

/** The BCP 47 tag that dates, numbers and names are formatted for. */
export function getLocale(): string {
  return locale
}

export function directionOf(code: string): Direction {
  return RIGHT_TO_LEFT.has(code) ? 'rtl' : 'ltr'
}

/**
 * Sets what the interface speaks and how it formats. The texts of `next.language` must be registered already.
 * Words inside dates ("yesterday", "Monday") come in the language of the texts around them, so of a locale in another
 * language only the region counts: for who writes `pt-PT` an English interface formats as `en-PT`.
 */
export function setLanguage(next: { language: string; locale: string }): void {
  language = next.language
  locale = formatsFor(next.language, next.locale)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
  for (const listener of listeners) listener()
}

/** Renders again when the language or the locale changes. */
export function useLanguage(): { language: string; locale: string; direction: Direction } {
  const tag = useSyncExternalStore(subscribe, () => `${language} ${locale}`)
  const [current = 'en', formats = 'en'] = tag.split(' ')
  return { language: current, locale: formats, direction: directionOf(current) }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
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
