import { afterEach, describe, expect, test } from 'vitest'
import { findMessage, registerMessages } from './catalogue'
import {
  formatDay,
  formatList,
  formatMoney,
  formatRelative,
  formatShort,
  formatTime,
} from './format'
import { paramNames, render } from './icu'
import { directionOf, getLocale, setLanguage } from './language'
import { localTimeOf, timeZones } from './zone'

afterEach(() => setLanguage({ language: 'en', locale: 'en-GB' }))

describe('a message', () => {
  test('takes its parameters', () => {
    expect(render('{name} wrote to {other}', 'en', { name: 'Ada', other: 'Bo' })).toBe(
      'Ada wrote to Bo',
    )
  })

  test('counts as the language does', () => {
    const text = '{n, plural, =0 {nothing} one {# file} few {# soubory} other {# files}}'
    const read = (locale: string, n: number) => render(text, locale, { n })
    expect([0, 1, 2, 1234].map((n) => read('en', n))).toEqual([
      'nothing',
      '1 file',
      '2 files',
      '1,234 files',
    ])
    expect(read('cs', 3)).toBe('3 soubory')
  })

  test('counts with numbers of the locale', () => {
    expect(render('{n, number}', 'de', { n: 1234567 })).toBe('1.234.567')
    expect(render('{n, plural, other {#}}', 'ar-EG', { n: 12 })).toBe('١٢')
  })

  test('chooses, and nests', () => {
    const text =
      '{role, select, owner {owns {n, plural, one {# room} other {# rooms}}} other {reads}}'
    expect(render(text, 'en', { role: 'owner', n: 2 })).toBe('owns 2 rooms')
    expect(render(text, 'en', { role: 'guest', n: 2 })).toBe('reads')
    expect([...paramNames(text)]).toEqual(['role', 'n'])
  })

  test('leaves apostrophes and number signs alone', () => {
    expect(render("Don't use #1", 'en', {})).toBe("Don't use #1")
  })

  test.each([
    ['{name', 'no ","'],
    ['name}', 'a closing brace'],
    ['{n, plural, one {#}}', 'no branch "other"'],
    ['{n, money}', 'the unknown format'],
    ['{}', 'no name'],
  ])('%s is refused', (text, why) => {
    expect(() => render(text, 'en', { name: '', n: 1 })).toThrow(why)
  })

  test('without a parameter it needs is refused', () => {
    expect(() => render('{name}', 'en', {})).toThrow('needs the parameter name')
  })

  test('cannot have two texts', () => {
    registerMessages('xx', { 'a.b': 'one' })
    registerMessages('xx', { 'a.b': 'one' })
    expect(() => registerMessages('xx', { 'a.b': 'two' })).toThrow('two texts')
  })

  test('that a language lacks is said in English', () => {
    registerMessages('ar', { 'action.save': 'حفظ' })
    setLanguage({ language: 'ar', locale: 'ar-EG' })
    expect(findMessage('action.save')).toBe('حفظ')
    expect(findMessage('action.cancel')).toBe('Cancel')
    expect(findMessage('no.such.key')).toBeNull()
  })
})

describe('a language', () => {
  test('that is written from right to left turns the page', () => {
    setLanguage({ language: 'ar', locale: 'ar-EG' })
    expect(document.documentElement.dir).toBe('rtl')
    expect(document.documentElement.lang).toBe('ar')
    expect([directionOf('he'), directionOf('en')]).toEqual(['rtl', 'ltr'])
  })

  test('lends its words to the conventions of a region where another is spoken', () => {
    setLanguage({ language: 'en', locale: 'pt-PT' })
    expect(getLocale()).toBe('en-PT')
    expect(formatTime(new Date(2026, 0, 1, 17, 5))).toBe('17:05')
    setLanguage({ language: 'en', locale: 'ja' })
    expect(getLocale()).toBe('en-JP')
  })

  test('formats as itself when the locale is none', () => {
    setLanguage({ language: 'en', locale: 'not a locale' })
    expect(getLocale()).toBe('en')
  })
})

describe('in a locale', () => {
  const now = new Date(2026, 10, 23, 12, 0)

  test('times and days read as there', () => {
    const at = new Date(2026, 10, 23, 9, 5)
    expect(formatTime(at)).toBe('09:05')
    setLanguage({ language: 'en', locale: 'en-US' })
    expect(formatTime(at)).toMatch(/^9:05\sAM$/)
    registerMessages('de', {})
    setLanguage({ language: 'de', locale: 'de-CH' })
    expect(formatDay(new Date(2026, 10, 2), now)).toBe('Montag, 2. November')
  })

  test('days near by have names', () => {
    expect(formatDay(new Date(2026, 10, 23, 0, 1), now)).toBe('Today')
    expect(formatDay(new Date(2026, 10, 22, 23, 59), now)).toBe('Yesterday')
    expect(formatDay(new Date(2025, 10, 22), now)).toMatch(/^Saturday,? 22 November 2025$/)
  })

  test('lists show the shortest that tells', () => {
    const short = (...date: [number, number, number, number?]) =>
      formatShort(new Date(...date), now)
    expect(short(2026, 10, 23, 8)).toBe('08:00')
    expect(short(2026, 10, 22)).toBe('Yesterday')
    expect(short(2026, 10, 19)).toBe('Thu')
    expect(short(2026, 2, 5)).toBe('5 Mar')
    expect(short(2024, 2, 5)).toBe('5 Mar 2024')
  })

  test('spans, lists and money read as there', () => {
    expect(formatRelative(new Date(now.getTime() - 180_000), now)).toBe('3 minutes ago')
    expect(formatRelative(now, now)).toBe('now')
    expect(formatList(['Ada', 'Bo', 'Cy'])).toBe('Ada, Bo and Cy')
    expect(formatMoney({ amount_minor: 123450, currency: 'EUR' })).toBe('€1,234.50')
    expect(formatMoney({ amount_minor: 1500, currency: 'JPY' })).toBe('JP¥1,500')
  })
})

describe('the time of somebody elsewhere', () => {
  const noon = new Date('2026-01-15T12:00:00Z')

  test('is told with its place and how far ahead it is', () => {
    const ahead = noon.getTimezoneOffset()
    expect(localTimeOf('Asia/Kolkata', noon)).toMatchObject({
      time: '17:30',
      hour: 17,
      isNight: false,
      place: 'Kolkata',
      minutesAhead: 330 + ahead,
    })
    expect(localTimeOf('America/New_York', noon)).toMatchObject({
      time: '07:00',
      place: 'New York',
    })
  })

  test.each([
    ['2026-01-15T21:59:00Z', false],
    ['2026-01-15T22:00:00Z', true],
    ['2026-01-15T06:59:00Z', true],
    ['2026-01-15T07:00:00Z', false],
  ])('is night from 22 to 7: %s %s', (at, isNight) => {
    expect(localTimeOf('UTC', new Date(at))?.isNight).toBe(isNight)
  })

  test('is not told for a zone that is none', () => {
    expect(localTimeOf('Mars/Olympus', noon)).toBeNull()
    expect(timeZones()).toContain('Europe/Stockholm')
  })
})
