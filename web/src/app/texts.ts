import { english, registerMessages, setLanguage } from '@/ground/i18n'

type Texts = { default: Record<string, string> }

/** Every feature's English comes with the first script: it is what any other language falls back to. */
const englishTexts = import.meta.glob<Texts>(['../**/messages.en.ts'], { eager: true })
/**
 * Every other language is one file of `locales`, loaded when its language is first spoken. It gathers what the features have:
 * `export default import.meta.glob('../../<every feature>/messages.de.ts', { eager: true, import: 'default' })`.
 */
const locales = import.meta.glob<{ default: Record<string, Texts['default']> }>('./locales/*.ts')

registerMessages('en', english)
for (const { default: messages } of Object.values(englishTexts)) registerMessages('en', messages)

const loaded = new Set(['en'])

/** Languages the interface is written in. */
export const languages: string[] = ['en', ...Object.keys(locales).map(languageOf)]

/** Speaks the language of a locale where the interface is written in it, else English, and formats for the locale and the zone. */
export async function speak(locale: string, timeZone?: string): Promise<void> {
  const wanted = locale.split('-')[0] ?? 'en'
  const language = languages.includes(wanted) ? wanted : 'en'
  const load = locales[`./locales/${language}.ts`]
  if (load && !loaded.has(language)) {
    for (const messages of Object.values((await load()).default)) {
      registerMessages(language, messages)
    }
    loaded.add(language)
  }
  setLanguage({ language, locale, timeZone })
}

function languageOf(file: string): string {
  return /([a-z]+)\.ts$/.exec(file)?.[1] ?? 'en'
}
