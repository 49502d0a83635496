import { Button, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { FormPage, Problem, useLinkToken, useSetMe } from '@/features/session'
import { useSubmit } from '@/ground/forms'
import { t } from '@/ground/i18n'
import { toast } from '@/ui'
import { claimOperator } from '../queries'

/** Where the one-time link leads that the first start prints. */
export function ClaimPage() {
  const token = useLinkToken()
  const setMe = useSetMe()
  const navigate = useNavigate()
  const form = useSubmit(async () => {
    setMe(await claimOperator(token ?? ''))
    toast(t('operator.claim.done'))
    await navigate({ to: '/' })
  })
  return (
    <FormPage title={t('operator.claim.title')} lead={t('operator.claim.lead')}>
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <Problem text={form.problem} />
          <Button type="submit" loading={form.isPending} fullWidth>
            {t('operator.claim.action')}
          </Button>
        </Stack>
      </form>
    </FormPage>
  )
}
