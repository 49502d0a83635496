import { Button, Loader, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { session } from '../actions'
import { FormPage } from '../FormPage'
import { useLinkToken } from '../linkToken'
import { Problem } from '../Problem'
import { meQuery } from '../session'

/** Where the link of the verification mail leads. */
export function VerifyPage() {
  const token = useLinkToken() ?? ''
  const client = useQueryClient()
  // A query, not an effect: the link works once, and a query runs once however often the page renders.
  const verified = useQuery({
    queryKey: ['verified', token],
    queryFn: async () => {
      await session.verify(token)
      await client.invalidateQueries({ queryKey: meQuery.queryKey })
      return true
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const title = verified.isSuccess ? t('session.verify.done') : t('session.verify.title')
  return (
    <FormPage title={title}>
      <Stack gap="lg" aria-live="polite">
        {verified.isPending ? <Loader aria-label={t('session.verify.title')} /> : null}
        <Problem text={verified.isError ? explain(verified.error) : null} />
        {verified.isPending ? null : (
          <Button component={Link} to="/" fullWidth>
            {t('session.verify.continue')}
          </Button>
        )}
      </Stack>
    </FormPage>
  )
}
