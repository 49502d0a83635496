import { Alert, Button, CopyButton, Group, Stack, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewToken, Token } from '@/contract'
import { Problem } from '@/features/session'
import { textIn, useSubmit } from '@/ground/forms'
import { explain } from '@/ground/http'
import { formatDate, formatRelative, t } from '@/ground/i18n'
import { ConfirmDialog, toastError } from '@/ui'
import classes from './pages/settings.module.css'
import { account, tokensQuery } from './queries'

/** API tokens: made (and shown this once), listed, revoked. */
export function TokenList() {
  const query = useQuery(tokensQuery)
  const client = useQueryClient()
  const [made, setMade] = useState<NewToken | null>(null)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey })
  const form = useSubmit(async (values, element) => {
    setMade(await account.createToken(textIn(values, 'name')))
    element.reset()
    await refresh()
  })
  const revoke = async (token: Token) => {
    try {
      await account.revokeToken(token.id)
      if (made?.id === token.id) setMade(null)
    } catch (error) {
      toastError(explain(error))
    }
    await refresh()
  }
  return (
    <Stack gap="lg">
      <form onSubmit={form.onSubmit}>
        <Problem text={form.problem} />
        <Group align="end" gap="sm">
          <TextInput
            label={t('account.tokens.name')}
            description={t('account.tokens.name_hint')}
            name="name"
            autoComplete="off"
            required
            withAsterisk={false}
            maxLength={100}
            error={form.errors.name}
            flex={1}
          />
          <Button type="submit" variant="default" loading={form.isPending}>
            {t('account.tokens.create')}
          </Button>
        </Group>
      </form>
      <div aria-live="polite">{made === null ? null : <MadeToken made={made} />}</div>
      {query.data && query.data.items.length > 0 ? (
        <ul className={classes.rows}>
          {query.data.items.map((token) => (
            <li key={token.id} className={classes.row}>
              <span className={classes.what}>
                <span className={classes.name}>{token.name}</span>
                <span className={classes.quiet}>
                  {t('account.tokens.created', { date: formatDate(token.created_at) })} ·{' '}
                  {token.last_used_at === null
                    ? t('account.tokens.unused')
                    : t('account.tokens.used', { when: formatRelative(token.last_used_at) })}
                </span>
              </span>
              <Button size="xs" variant="default" onClick={() => setRevoking(token)}>
                {t('account.tokens.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <ConfirmDialog
        opened={revoking !== null}
        title={t('account.tokens.revoke_title', { name: revoking?.name ?? '' })}
        confirmLabel={t('account.tokens.revoke')}
        cancelLabel={t('action.cancel')}
        destructive
        onConfirm={() => revoking && void revoke(revoking)}
        onClose={() => setRevoking(null)}
      >
        {t('account.tokens.revoke_body')}
      </ConfirmDialog>
    </Stack>
  )
}

function MadeToken({ made }: { made: NewToken }) {
  return (
    <Alert
      color="teal"
      variant="light"
      icon={<IconKey size={18} aria-hidden />}
      title={t('account.tokens.made', { name: made.name })}
    >
      <Stack gap="sm" align="start">
        <span>{t('account.tokens.once')}</span>
        <code className={classes.secret}>{made.token}</code>
        <CopyButton value={made.token}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t('account.tokens.copied') : t('account.tokens.copy')}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Alert>
  )
}
