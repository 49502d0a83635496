import { IconMoon } from '@tabler/icons-react'
import { getLocale, type LocalTime as Local, localTimeOf, t } from '@/ground/i18n'
import { Hint, useNow } from '@/ui'
import classes from './LocalTime.module.css'

function hours(minutes: number): string {
  return new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 2,
  }).format(Math.abs(minutes) / 60)
}

/** "10:44 in Stockholm, 1 hour ahead of you". */
export function describeLocalTime({ time, place, minutesAhead }: Local): string {
  if (minutesAhead === 0) return t('people.same_time', { time, place })
  const params = { time, place, hours: hours(minutesAhead) }
  return minutesAhead > 0 ? t('people.ahead', params) : t('people.behind', params)
}

/** What the clock of a person's zone shows, told anew each minute; null for a zone the browser does not know. */
export function useLocalTime(timeZone: string): Local | null {
  return localTimeOf(timeZone, useNow())
}

interface LocalTimeProps {
  name: string
  timeZone: string
  /** Leaves out the distance to the viewer's clock. */
  short?: boolean
}

/** The other person's clock, with a moon while it is their night. */
export function LocalTime({ name, timeZone, short = false }: LocalTimeProps) {
  const local = useLocalTime(timeZone)
  if (local === null) return null
  const { time, place } = local
  const night = t('people.night', { name })
  return (
    <span className={classes.root}>
      {local.isNight ? (
        <Hint label={night}>
          <span className={classes.night} role="img" aria-label={night}>
            <IconMoon size={14} aria-hidden="true" />
          </span>
        </Hint>
      ) : null}
      <span>{short ? t('people.time_in', { time, place }) : describeLocalTime(local)}</span>
    </span>
  )
}
