import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconCloudOff, IconRefresh, IconWifiOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { t } from '@/ground/i18n'
import { type Connection, retryNow, type Standing, useStanding } from '@/ground/socket'
import classes from './ConnectionBanner.module.css'

/** A hiccup that is over sooner is not worth a word. */
const PATIENCE_MS = 1_000

const ICONS = {
  offline: IconWifiOff,
  unreachable: IconCloudOff,
  connecting: IconRefresh,
  'catching-up': IconRefresh,
} as const

/** Says when what one sees may be old, why, and that writing goes on working; nothing while all is current. */
export function ConnectionBanner() {
  const standing = useStanding()
  const isShown = useLasting(standing.connection)
  const state = isShown && standing.connection !== 'online' ? standing.connection : null
  return (
    <div className={classes.place}>
      {/* Apart from what is seen: a countdown must not be read out every second. */}
      <VisuallyHidden component="div" role="status">
        {state === null ? '' : t(`app.connection.${state}`)}
        {state === 'offline' ? ` ${t('app.connection.offline_more')}` : null}
      </VisuallyHidden>
      {state === null ? null : <Shown state={state} retryAt={standing.retryAt} />}
    </div>
  )
}

function Shown({ state, retryAt }: { state: keyof typeof ICONS; retryAt: number | null }) {
  const Icon = ICONS[state]
  return (
    <div className={classes.banner} data-state={state}>
      <Icon size={16} aria-hidden="true" className={classes.icon} />
      <span aria-hidden="true">{t(`app.connection.${state}`)}</span>
      {state === 'offline' ? (
        <span className={classes.more} aria-hidden="true">
          {t('app.connection.offline_more')}
        </span>
      ) : null}
      {state === 'unreachable' ? <Retry retryAt={retryAt} /> : null}
    </div>
  )
}

function Retry({ retryAt }: Pick<Standing, 'retryAt'>) {
  const seconds = useSecondsTo(retryAt)
  if (seconds === null) return <span aria-hidden="true">{t('app.connection.trying')}</span>
  return (
    <>
      <span className={classes.more} aria-hidden="true">
        {t('app.connection.retry_in', { seconds })}
      </span>
      <UnstyledButton className={classes.retry} onClick={retryNow}>
        {t('app.connection.retry')}
      </UnstyledButton>
    </>
  )
}

/** Whole seconds until then, at least one; null when there is no such time. */
function useSecondsTo(at: number | null): number | null {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (at === null) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [at])
  return at === null ? null : Math.max(1, Math.ceil((at - now) / 1_000))
}

/** Whether something else than `online` has lasted so long that it is worth saying. */
function useLasting(connection: Connection): boolean {
  const isOnline = connection === 'online'
  const [isLasting, setLasting] = useState(false)
  useEffect(() => {
    if (isOnline) return
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [isOnline])
  return isLasting
}
