import { Anchor, Button, Stack, TextInput } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { textIn, useSubmit } from '@/ground/forms'
import { t } from '@/ground/i18n'
import { session, useBegin } from '../actions'
import { useConfig } from '../config'
import { FormPage } from '../FormPage'
import { PasswordField } from '../PasswordField'
import { Problem } from '../Problem'

export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' })
  const config = useConfig()
  const begin = useBegin()
  const form = useSubmit((values) =>
    begin(
      session.signIn({ email: textIn(values, 'email'), password: textIn(values, 'password') }),
      next,
    ),
  )
  return (
    <FormPage
      title={t('session.sign_in.title')}
      foot={
        <Stack gap="sm" align="center">
          <span>
            {t('session.sign_in.new_here')}{' '}
            <Anchor component={Link} to="/sign-up" underline="always">
              {t('session.sign_up.action')}
            </Anchor>
          </span>
          {config?.demo ? (
            <Anchor component={Link} to="/demo" underline="always">
              {t('session.sign_in.demo')}
            </Anchor>
          ) : null}
        </Stack>
      }
    >
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <Problem text={form.problem} />
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
          <PasswordField
            label={t('session.password')}
            name="password"
            error={form.errors.password}
          />
          <Button type="submit" loading={form.isPending} fullWidth>
            {t('session.sign_in.action')}
          </Button>
          <Anchor component={Link} to="/reset-password" ta="center" underline="always">
            {t('session.sign_in.forgot')}
          </Anchor>
        </Stack>
      </form>
    </FormPage>
  )
}
