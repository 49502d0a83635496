import { Anchor, Button, Stack, TextInput } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { textIn, useSubmit } from '@/ground/forms'
import { t } from '@/ground/i18n'
import { session, useBegin } from '../actions'
import { FormPage } from '../FormPage'
import { PasswordField } from '../PasswordField'
import { Problem } from '../Problem'

/** Somebody new first says who they are, then goes on to where they were heading. */
function welcomePath(next: string | undefined): string {
  return next === undefined ? '/welcome' : `/welcome?${new URLSearchParams({ next })}`
}

export function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' })
  const begin = useBegin()
  const form = useSubmit((values) =>
    begin(
      session.signUp({
        display_name: textIn(values, 'display_name'),
        email: textIn(values, 'email'),
        password: textIn(values, 'password'),
      }),
      welcomePath(next),
    ),
  )
  return (
    <FormPage
      title={t('session.sign_up.title')}
      lead={t('session.sign_up.lead')}
      foot={
        <span>
          {t('session.sign_up.known')}{' '}
          <Anchor component={Link} to="/sign-in" underline="always">
            {t('session.sign_in.action')}
          </Anchor>
        </span>
      }
    >
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <Problem text={form.problem} />
          <TextInput
            label={t('session.display_name')}
            description={t('session.display_name_hint')}
            name="display_name"
            autoComplete="name"
            required
            withAsterisk={false}
            autoFocus
            error={form.errors.display_name}
          />
          <TextInput
            label={t('session.email')}
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            error={form.errors.email}
          />
          <PasswordField
            label={t('session.password')}
            description={t('session.password_hint')}
            name="password"
            isNew
            error={form.errors.password}
          />
          <Button type="submit" loading={form.isPending} fullWidth>
            {t('session.sign_up.action')}
          </Button>
        </Stack>
      </form>
    </FormPage>
  )
}
