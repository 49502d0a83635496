import { english, registerMessages, setLanguage } from '@/ground/i18n'

type Texts = { default: Record<string, string> }

/** Every feature's English comes with the first script: it is what any other language falls back to. */
const englishTexts = import.meta.glob<Texts>(['../**/messages.en.ts'], { eager: true })
/** Other languages, each file loaded when its language is first chosen. */
const otherTexts = import.meta.glob<Texts>(['../**/messages.*.ts', '!../**/messages.en.ts'])

registerMessages('en', english)
for (const { default: messages } of Object.values(englishTexts)) registerMessages('en', messages)

const loaded = new Set(['en'])

/** Languages the interface is written in. */
export const languages: string[] = [
  'en',
  ...new Set(Object.keys(otherTexts).map((file) => languageOf(file))),
]

/** Speaks the language of a locale where the interface is written in it, else English, and formats for the locale. */
export async function speak(locale: string): Promise<void> {
  const wanted = locale.split('-')[0] ?? 'en'
  const language = languages.includes(wanted) ? wanted : 'en'
  if (!loaded.has(language)) {
    const files = Object.keys(otherTexts).filter((file) => languageOf(file) === language)
    for (const file of files) {
      const texts = await otherTexts[file]?.()
      if (texts) registerMessages(language, texts.default)
    }
    loaded.add(language)
  }
  setLanguage({ language, locale })
}

function languageOf(file: string): string {
  return /\.([a-z]{2,3})\.ts$/.exec(file)?.[1] ?? 'en'
}
