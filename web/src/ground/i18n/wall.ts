/** What clock and calendar show somewhere. */
export interface WallTime {
  year: number
  /** 1–12. */
  month: number
  day: number
  hour: number
  minute: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What is shown at an instant in an IANA zone, or in that of the device. Throws a RangeError for a zone that is none. */
export function wallTime(at: Date, timeZone: string | undefined): WallTime {
  if (timeZone === undefined) {
    return {
      year: at.getFullYear(),
      month: at.getMonth() + 1,
      day: at.getDate(),
      hour: at.getHours(),
      minute: at.getMinutes(),
    }
  }
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((candidate) => candidate.type === type)?.value)
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  }
}

/** Minutes that a zone is east of UTC at an instant. */
export function offsetMinutes(at: Date, timeZone: string | undefined): number {
  const { year, month, day, hour, minute } = wallTime(at, timeZone)
  const wall = Date.UTC(year, month - 1, day, hour, minute)
  return Math.round((wall - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000)
}

/**
 * The instant at which clock and calendar of a zone show this. Days beyond the end of a month count on into the next; an hour
 * that a change of clocks leaves out is the one after it.
 */
export function instantOf(wall: Omit<WallTime, 'minute'>, timeZone: string | undefined): Date {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour)
  const near = new Date(utc - offsetMinutes(new Date(utc), timeZone) * 60_000)
  return new Date(utc - offsetMinutes(near, timeZone) * 60_000)
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formats.set(timeZone, format)
  }
  return format
}
