import { getLocale, getTimeZone } from './language'
import { instantOf, offsetMinutes, wallTime } from './wall'

export interface LocalTime {
  /** "10:44" */
  time: string
  /** 0–23. */
  hour: number
  /** From 22 to 7 on their clock. */
  isNight: boolean
  /** The city of the zone's name: "Stockholm". */
  place: string
  /** How far their clock is ahead of the viewer's, in minutes; negative when behind. */
  minutesAhead: number
}

/** What the clock shows in an IANA zone; null for a name no browser knows. */
export function localTimeOf(timeZone: string, now: Date = new Date()): LocalTime | null {
  const minutes = offsetOf(timeZone, now)
  if (minutes === null) return null
  const time = new Intl.DateTimeFormat(getLocale(), {
    timeStyle: 'short',
    timeZone,
  }).format(now)
  const hour = Math.floor(((((now.getTime() / 60_000 + minutes) % 1440) + 1440) % 1440) / 60)
  return {
    time,
    hour,
    isNight: hour >= 22 || hour < 7,
    place: (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' '),
    minutesAhead: minutes - offsetMinutes(now, getTimeZone()),
  }
}

/** The zones the browser knows, for a list to choose from. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

/** The zone of this device. */
export function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** When it is this hour of a day next in the viewer's zone, `days` from now. */
export function hourOfDay(days: number, hour: number, now: Date): Date {
  const zone = getTimeZone()
  const today = wallTime(now, zone)
  return instantOf({ ...today, day: today.day + days, hour }, zone)
}

function offsetOf(timeZone: string, at: Date): number | null {
  try {
    return offsetMinutes(at, timeZone)
  } catch {
    return null
  }
}
