import type { Money } from '@/contract'
import { getLocale, getTimeZone } from './language'
import { wallTime } from './wall'

type Moment = string | Date

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = getTimeZone()
  const key = `${getLocale()} ${timeZone} ${JSON.stringify(options)}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(getLocale(), timeZone ? { ...options, timeZone } : options)
    formatters.set(key, found)
  }
  return found
}

/** The time of day, in the viewer's zone: "09:42". */
export function formatTime(at: Moment): string {
  return formatter({ timeStyle: 'short' }).format(new Date(at))
}

/** The full date and time, for tooltips: "Monday 23 November 2026 at 09:42". */
export function formatDateTime(at: Moment): string {
  return formatter({ dateStyle: 'full', timeStyle: 'short' }).format(new Date(at))
}

/** A short date with its year: "23 Nov 2026". */
export function formatDate(at: Moment): string {
  return formatter({ dateStyle: 'medium' }).format(new Date(at))
}

/** The day as a separator of a timeline: "Today", "Yesterday" or "Monday 23 November". */
export function formatDay(at: Moment, now: Date = new Date()): string {
  const days = daysBetween(new Date(at), now)
  if (days < 2) return relativeDay(days)
  const sameYear = yearOf(at) === yearOf(now)
  return formatter({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at))
}

/** The shortest useful form for a list: the time today, then "Yesterday", the weekday, the date. */
export function formatShort(at: Moment, now: Date = new Date()): string {
  const days = daysBetween(new Date(at), now)
  if (days <= 0) return formatTime(at)
  if (days === 1) return relativeDay(1)
  if (days < 7) return formatter({ weekday: 'short' }).format(new Date(at))
  const sameYear = yearOf(at) === yearOf(now)
  return formatter({
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at))
}

/** "3 minutes ago", "in 2 days". */
export function formatRelative(at: Moment, now: Date = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['week', 604_800],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ]
  const relative = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' })
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  return relative.format(0, 'second')
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(getLocale()).format(value)
}

/** Money in its currency, whose minor digits come from ISO 4217 as `Intl` knows it. */
export function formatMoney(money: Money): string {
  const format = new Intl.NumberFormat(getLocale(), { style: 'currency', currency: money.currency })
  return format.format(money.amount_minor / 10 ** minorDigits(money.currency))
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/** "Mara, Tomás and Aiko" in the viewer's language. */
export function formatList(names: string[]): string {
  return new Intl.ListFormat(getLocale(), { style: 'long', type: 'conjunction' }).format(names)
}

/** A country's name from its ISO 3166 code; the code itself when there is none. */
export function formatCountry(code: string): string {
  try {
    return new Intl.DisplayNames([getLocale()], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** The day of an instant in the viewer's zone, as ISO 8601 writes it: what falls on the same day has the same one. */
export function dayOf(at: Moment): string {
  const { year, month, day } = wallTime(new Date(at), getTimeZone())
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function yearOf(at: Moment): number {
  return wallTime(new Date(at), getTimeZone()).year
}

function daysBetween(then: Date, now: Date): number {
  return Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(then))) / 86_400_000)
}

function relativeDay(daysAgo: number): string {
  const name = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' }).format(-daysAgo, 'day')
  return name.charAt(0).toLocaleUpperCase(getLocale()) + name.slice(1)
}
