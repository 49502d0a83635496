import { Radio, Stack } from '@mantine/core'
import { t } from '@/ground/i18n'
import { Section } from './Section'

/** Read at the start by `app/proof`. */
const KEY = 'parley.proof'

/** For who develops: what the interface looks like in languages it is not written in yet. */
export function ProofSection() {
  const choose = (proof: string) => {
    if (proof === '') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, proof)
    window.location.reload()
  }
  return (
    <Section title={t('account.proof')} lead={t('account.proof_hint')}>
      <Radio.Group
        aria-label={t('account.proof')}
        value={localStorage.getItem(KEY) ?? ''}
        onChange={choose}
      >
        <Stack gap="sm">
          <Radio value="" label={t('account.proof_none')} />
          <Radio value="rtl" label={t('account.proof_rtl')} />
          <Radio value="long" label={t('account.proof_long')} />
        </Stack>
      </Radio.Group>
    </Section>
  )
}
