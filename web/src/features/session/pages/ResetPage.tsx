import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { textIn, useSubmit } from '@/ground/forms'
import { t } from '@/ground/i18n'
import { toast } from '@/ui'
import { session } from '../actions'
import { FormPage } from '../FormPage'
import { useLinkToken } from '../linkToken'
import { PasswordField } from '../PasswordField'
import { Problem } from '../Problem'

/** Without a token it asks for the mail; with the one of the mail's link, for a new password. */
export function ResetPage() {
  const token = useLinkToken()
  return token === null ? <AskForMail /> : <NewPassword token={token} />
}

function AskForMail() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useSubmit(async (values) => {
    const email = textIn(values, 'email')
    await session.forgot(email)
    setSentTo(email)
  })
  return (
    <FormPage
      title={t('session.reset.title')}
      lead={t('session.reset.lead')}
      foot={
        <Anchor component={Link} to="/sign-in" underline="always">
          {t('session.reset.back')}
        </Anchor>
      }
    >
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <Problem text={form.problem} />
          <div aria-live="polite">
            {sentTo === null ? null : (
              <Alert color="teal" variant="light" icon={<IconMail size={18} aria-hidden />}>
                {t('session.reset.sent', { email: sentTo })}
              </Alert>
            )}
          </div>
          <TextInput
            label={t('session.email')}
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            error={form.errors.email}
          />
          <Button type="submit" loading={form.isPending} fullWidth>
            {t('session.reset.send')}
          </Button>
        </Stack>
      </form>
    </FormPage>
  )
}

function NewPassword({ token }: { token: string }) {
  const navigate = useNavigate()
  const form = useSubmit(async (values) => {
    await session.reset(token, textIn(values, 'password'))
    toast(t('session.reset.done'))
    await navigate({ to: '/sign-in' })
  })
  return (
    <FormPage title={t('session.reset.new_title')} lead={t('session.reset.new_lead')}>
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <Problem text={form.problem} />
          <PasswordField
            label={t('session.new_password')}
            description={t('session.password_hint')}
            name="password"
            isNew
            autoFocus
            error={form.errors.password}
          />
          <Button type="submit" loading={form.isPending} fullWidth>
            {t('session.reset.save')}
          </Button>
        </Stack>
      </form>
    </FormPage>
  )
}
