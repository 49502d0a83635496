import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { forgetSession, meQuery, SignOutProvider, useSession } from '@/features/session'
import { onUnauthorized } from '@/ground/http'
import { t } from '@/ground/i18n'
import { toastError } from '@/ui'
import { LiveArea } from '../live/LiveArea'
import { speak } from '../texts'

/** Around every page for who is signed in: the live connection, the outbox, and what happens when the session ends. */
export function SignedIn() {
  const { me } = useSession()
  const client = useQueryClient()
  const router = useRouter()

  const isLeaving = useRef(false)
  const end = useCallback(() => {
    // Several requests may hear of it at once.
    if (isLeaving.current || client.getQueryData(meQuery.queryKey) === null) return
    toastError(t('app.session_ended'))
    forgetSession(client)
    void router.invalidate()
  }, [client, router])

  useEffect(() => onUnauthorized(end), [end])
  const { locale, time_zone: timeZone } = me ?? {}
  useEffect(() => {
    if (locale) void speak(locale, timeZone)
  }, [locale, timeZone])

  if (!me) return null
  return (
    <LiveArea me={me} onEnded={end}>
      <SignOutProvider isLeaving={isLeaving}>
        <Outlet />
      </SignOutProvider>
    </LiveArea>
  )
}
