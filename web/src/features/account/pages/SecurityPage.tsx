import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { PasswordField, Problem, session, useMe } from '@/features/session'
import { textIn, useSubmit } from '@/ground/forms'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { toast, toastError } from '@/ui'
import { account } from '../queries'
import { Section } from '../Section'
import { SessionList } from '../SessionList'
import { TokenList } from '../TokenList'
import classes from './settings.module.css'

/** How one signs in, and who is signed in as oneself. */
export function SecurityPage() {
  const me = useMe()
  return (
    <>
      <Section title={t('account.security.title')} level={1}>
        {me.email_verified ? null : <Unverified />}
        <ChangePassword />
      </Section>
      <Section title={t('account.sessions.title')} lead={t('account.sessions.lead')}>
        <SessionList />
      </Section>
      <Section title={t('account.tokens.title')} lead={t('account.tokens.lead')}>
        <TokenList />
      </Section>
    </>
  )
}

function ChangePassword() {
  const me = useMe()
  const form = useSubmit(async (values, element) => {
    await account.changePassword(textIn(values, 'current'), textIn(values, 'new'))
    element.reset()
    toast(t('account.password.saved'))
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack gap="lg">
        <Problem text={form.problem} />
        {/* Tells a password manager whose password changes. */}
        <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
        <PasswordField
          label={t('account.password.current')}
          name="current"
          error={form.errors.current}
        />
        <PasswordField
          label={t('session.new_password')}
          description={t('account.password.hint')}
          name="new"
          isNew
          error={form.errors.new}
        />
        <Group>
          <Button type="submit" variant="default" loading={form.isPending}>
            {t('account.password.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Unverified() {
  const me = useMe()
  const [isSent, setSent] = useState(false)
  const send = async () => {
    try {
      await session.sendVerification()
      setSent(true)
    } catch (error) {
      toastError(explain(error))
    }
  }
  return (
    <Alert
      classNames={{
        root: classes.warning,
        title: classes.warningTitle,
        icon: classes.warningTitle,
      }}
      icon={<IconMail size={18} aria-hidden />}
      title={t('account.unverified.title', { email: me.email })}
    >
      <Stack gap="sm" align="start" aria-live="polite">
        <span>{isSent ? t('account.unverified.sent') : t('account.unverified.body')}</span>
        {isSent ? null : (
          <Button size="xs" variant="default" onClick={() => void send()}>
            {t('account.unverified.send')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
