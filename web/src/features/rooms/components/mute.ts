import { hourOfDay } from '@/ground/i18n'

const HOUR_MS = 3_600_000

/** Muted until somebody turns the room on again: later than any clock that reads it. */
const FOR_EVER = '9999-12-31T23:59:59.000000Z'

/** The hour of the morning at which "until tomorrow" ends. */
const MORNING = 8

export function isMuted(until: string | null, now: Date = new Date()): boolean {
  return until !== null && new Date(until) > now
}

/** Whether a room is muted until somebody turns it on again. */
export function isMutedForEver(until: string): boolean {
  return until.startsWith(FOR_EVER.slice(0, 5))
}

/** The times a room can be muted for, from `now`, by the key of their text. */
export function muteChoices(now: Date) {
  const hour = new Date(now.getTime() + HOUR_MS)
  const tomorrow = hourOfDay(1, MORNING, now)
  const week = new Date(Math.floor(now.getTime() / HOUR_MS + 7 * 24) * HOUR_MS)
  return [
    { key: 'rooms.mute.hour', until: hour.toISOString() },
    { key: 'rooms.mute.tomorrow', until: tomorrow.toISOString() },
    { key: 'rooms.mute.week', until: week.toISOString() },
    { key: 'rooms.mute.always', until: FOR_EVER },
  ] as const
}
