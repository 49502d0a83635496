import { Button, CloseButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { meQuery, session, useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { toastError } from '@/ui'
import classes from './welcome.module.css'

const AWAY = 'parley.verification-put-away'

/** On every page until the address is verified, or until it is put away for as long as this window is open. */
export function VerificationBanner() {
  const me = useMe()
  const [isAway, setAway] = useState(() => sessionStorage.getItem(AWAY) !== null)
  if (me.email_verified || isAway) return null
  const putAway = () => {
    sessionStorage.setItem(AWAY, 'yes')
    setAway(true)
  }
  return <Asking email={me.email} onPutAway={putAway} />
}

function Asking({ email, onPutAway }: { email: string; onPutAway: () => void }) {
  const { send, state } = useResend()
  useHearOfVerification()
  return (
    <aside className={classes.banner} aria-label={t('welcome.verify.label')}>
      <p className={classes.bannerText} aria-live="polite">
        {state === 'sent'
          ? t('welcome.verify.sent', { email })
          : t('welcome.verify.ask', { email })}
      </p>
      {state === 'sent' ? null : (
        <Button
          size="compact-sm"
          variant="default"
          loading={state === 'sending'}
          onClick={() => void send()}
        >
          {t('welcome.verify.send')}
        </Button>
      )}
      <CloseButton
        size="max(28px, var(--ui-target))"
        iconSize={16}
        aria-label={t('welcome.verify.put_away')}
        onClick={onPutAway}
      />
    </aside>
  )
}

/** Sends the verification mail once more. */
export function useResend() {
  const [state, setState] = useState<'idle' | 'sending' | 'sent'>('idle')
  const send = async () => {
    setState('sending')
    try {
      await session.sendVerification()
      setState('sent')
    } catch (error) {
      setState('idle')
      toastError(explain(error))
    }
  }
  return { send, state }
}

/** The link of the mail opens elsewhere; who comes back to this window has perhaps followed it. */
export function useHearOfVerification(): void {
  const client = useQueryClient()
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState !== 'visible') return
      void client.invalidateQueries({ queryKey: meQuery.queryKey })
    }
    window.addEventListener('focus', ask)
    document.addEventListener('visibilitychange', ask)
    return () => {
      window.removeEventListener('focus', ask)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [client])
}
