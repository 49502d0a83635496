import { Radio, Select, Stack, Switch, useMantineColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import type { ProfileChange } from '@/contract'
import { useConfig, useMe, useSetMe } from '@/features/session'
import { explain } from '@/ground/http'
import { formatDateTime, formatNumber, t } from '@/ground/i18n'
import { toastError } from '@/ui'
import { localeChoices } from '../countries'
import { KeyboardSection } from '../KeyboardSection'
import { ProofSection } from '../ProofSection'
import { account } from '../queries'
import { Section } from '../Section'

type Scheme = 'auto' | 'light' | 'dark'

/** Each choice holds at once, as switches do. */
export function PreferencesPage() {
  const me = useMe()
  const setMe = useSetMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const config = useConfig()
  const locales = useMemo(() => localeChoices(me.locale), [me.locale])
  const change = async (next: ProfileChange) => {
    setMe({ ...me, ...next })
    try {
      setMe(await account.change(next))
    } catch (error) {
      setMe(me)
      toastError(explain(error))
    }
  }
  const example = t('account.language_example', {
    date: formatDateTime(new Date()),
    number: formatNumber(1234567.89),
  })
  return (
    <>
      <Section title={t('account.preferences.title')} level={1}>
        <Stack gap="lg">
          <Switch
            label={t('account.enter_sends')}
            description={t('account.enter_sends_hint')}
            checked={me.enter_sends}
            onChange={(event) => void change({ enter_sends: event.currentTarget.checked })}
          />
          <Switch
            label={t('account.shows_presence')}
            description={t('account.shows_presence_hint')}
            checked={me.shows_presence}
            onChange={(event) => void change({ shows_presence: event.currentTarget.checked })}
          />
          <Switch
            label={t('account.shows_typing')}
            description={t('account.shows_typing_hint')}
            checked={me.shows_typing}
            onChange={(event) => void change({ shows_typing: event.currentTarget.checked })}
          />
        </Stack>
      </Section>
      <Section title={t('account.appearance')}>
        <Radio.Group
          label={t('account.theme')}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as Scheme)}
        >
          <Stack gap="sm" mt="sm">
            <Radio value="auto" label={t('account.theme_auto')} />
            <Radio value="light" label={t('account.theme_light')} />
            <Radio value="dark" label={t('account.theme_dark')} />
          </Stack>
        </Radio.Group>
        <Select
          label={t('account.language')}
          description={example}
          data={locales}
          value={me.locale}
          onChange={(locale) => locale && void change({ locale })}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('account.nothing_found')}
        />
      </Section>
      <KeyboardSection />
      {config?.development ? <ProofSection /> : null}
    </>
  )
}
