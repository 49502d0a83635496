import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { useHearOfVerification, useResend } from './VerificationBanner'
import classes from './welcome.module.css'

/** Says that a mail is on its way, without standing in the way of the steps. */
export function VerifyNote() {
  const me = useMe()
  return me.email_verified ? null : <Note email={me.email} />
}

function Note({ email }: { email: string }) {
  const { send, state } = useResend()
  useHearOfVerification()
  return (
    <div className={classes.note}>
      <IconMail size={18} aria-hidden="true" className={classes.noteIcon} />
      <p className={classes.noteText} aria-live="polite">
        {state === 'sent'
          ? t('welcome.verify.sent', { email })
          : t('welcome.verify.mailed', { email })}
      </p>
      {state === 'sent' ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={state === 'sending'}
          onClick={() => void send()}
        >
          {t('welcome.verify.send')}
        </Button>
      )}
    </div>
  )
}
