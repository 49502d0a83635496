import { Switch } from '@mantine/core'
import { t } from '@/ground/i18n'
import { setSingleKeys, useSingleKeys } from '@/ground/keyboard'
import { Section } from './Section'

/** How the keyboard acts on this device. */
export function KeyboardSection() {
  return (
    <Section title={t('account.keyboard')}>
      <Switch
        label={t('account.single_keys')}
        description={t('account.single_keys_hint')}
        checked={useSingleKeys()}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Section>
  )
}
