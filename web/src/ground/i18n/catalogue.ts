import type en from './en'
import { type Param, render } from './icu'
import { getLanguage, getRewrite } from './language'

/**
 * Every text of the interface by its key, in English. A feature adds its own in a `messages.en.ts`:
 *
 *     const messages = { 'rooms.title': 'Messages' } as const
 *     export default messages
 *     type Messages = typeof messages
 *     declare module '@/ground/i18n/catalogue' {
 *       interface MessageCatalogue extends Messages {}
 *     }
 */
export interface MessageCatalogue extends English {}
type English = typeof en

export type MessageKey = keyof MessageCatalogue
type Params<Text> = Text extends `${string}{${string}` ? [params: Record<string, Param>] : []

const texts = new Map<string, Map<string, string>>()

/** Adds texts of a language; a key that already has another text in that language is a mistake. */
export function registerMessages(language: string, messages: Record<string, string>): void {
  const known = texts.get(language) ?? new Map<string, string>()
  texts.set(language, known)
  for (const [key, text] of Object.entries(messages)) {
    const before = known.get(key)
    if (before !== undefined && before !== text) {
      throw new Error(`The message key ${key} has two texts in ${language}.`)
    }
    known.set(key, text)
  }
}

/** The text of a key in the language of the interface, in English where that has none. */
export function t<Key extends MessageKey>(key: Key, ...[params]: Params<MessageCatalogue[Key]>) {
  return translate(key, params)
}

/** For keys that are only known while running, such as those of error codes. */
export function findMessage(key: string, params?: Record<string, Param>): string | null {
  return hasText(key) ? translate(key, params) : null
}

function hasText(key: string): boolean {
  return texts.get('en')?.has(key) ?? false
}

function translate(key: string, params: Record<string, Param> | undefined): string {
  const language = getLanguage()
  const own = texts.get(language)?.get(key)
  const text = own ?? texts.get('en')?.get(key)
  if (text === undefined) throw new Error(`No text is registered for the message key ${key}.`)
  return render(text, own === undefined ? 'en' : language, params ?? {}, getRewrite())
}
