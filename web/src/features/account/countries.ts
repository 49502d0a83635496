import { formatCountry, getLocale } from '@/ground/i18n'

export interface Choice {
  value: string
  label: string
}

/** ISO 3166-1 alpha-2 codes that name a country today: those of AA…ZZ for which CLDR has a name of its own, less its regions. */
const NOT_COUNTRIES = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'XA',
  'XB',
  'ZZ',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
  'XK',
])
/** Codes that ISO has withdrawn and CLDR still names, as their successor. */
const WITHDRAWN = new Set([
  'AN',
  'BU',
  'CS',
  'DD',
  'DY',
  'FX',
  'HV',
  'NH',
  'NT',
  'RH',
  'SU',
  'TP',
  'UK',
  'VD',
  'YD',
  'YU',
  'ZR',
])

/** Countries by name, in the order of the viewer's language. */
export function countryChoices(): Choice[] {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !NOT_COUNTRIES.has(code) && !WITHDRAWN.has(code))
    .map((code) => ({ value: code, label: formatCountry(code) }))
    .filter(({ value, label }) => label !== value)
    .toSorted((one, other) => one.label.localeCompare(other.label, getLocale()))
}

/** ISO 4217 codes the browser knows, by name. */
export function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames([getLocale()], { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }))
}

/** Locales people may want dates and numbers in: the browser's own first. */
export function localeChoices(current: string): Choice[] {
  const tags = new Set([current, ...navigator.languages, ...COMMON_LOCALES])
  return [...tags].map((tag) => ({ value: tag, label: nameOf(tag) }))
}

/** A spread of scripts and conventions; any other tag reaches the list through the browser's own languages. */
const COMMON_LOCALES = [
  'en-GB',
  'en-US',
  'en-IN',
  'ar',
  'bn',
  'cs',
  'da',
  'de',
  'el',
  'es',
  'es-MX',
  'fa',
  'fi',
  'fr',
  'fr-CA',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'nb',
  'nl',
  'pl',
  'pt-BR',
  'pt-PT',
  'ro',
  'ru',
  'sv',
  'sw',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh-Hans',
  'zh-Hant',
]

/** A language by its own name. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
