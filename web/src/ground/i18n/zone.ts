import { getLocale } from './language'

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
  const minutes = offsetMinutes(timeZone, now)
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
    minutesAhead: Math.round(minutes + now.getTimezoneOffset()),
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

/** Minutes that a zone is east of UTC at an instant. */
function offsetMinutes(timeZone: string, at: Date): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    }).formatToParts(at)
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((candidate) => candidate.type === type)?.value)
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
    )
    return Math.round((wall - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000)
  } catch {
    return null
  }
}
