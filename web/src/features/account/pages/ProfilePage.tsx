import { Button, Group, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Problem, useMe, useSetMe } from '@/features/session'
import { textIn, useSubmit } from '@/ground/forms'
import { t, timeZones } from '@/ground/i18n'
import { toast } from '@/ui'
import { countryChoices } from '../countries'
import { account } from '../queries'
import { RateFields, rateIn } from '../RateFields'
import { Section } from '../Section'

const LONGEST_ABOUT = 5_000

/** What others see of oneself. */
export function ProfilePage() {
  const me = useMe()
  const setMe = useSetMe()
  const [skills, setSkills] = useState(me.skills)
  const countries = useMemo(countryChoices, [])
  const zones = useMemo(timeZones, [])
  const form = useSubmit(async (values) => {
    setMe(
      await account.change({
        display_name: textIn(values, 'display_name'),
        headline: textIn(values, 'headline'),
        about: textIn(values, 'about'),
        skills,
        country: textIn(values, 'country') || null,
        time_zone: textIn(values, 'time_zone'),
        hourly_rate: rateIn(values),
      }),
    )
    toast(t('account.profile.saved'))
  })
  return (
    <Section title={t('account.profile.title')} lead={t('account.profile.lead')} level={1}>
      <form onSubmit={form.onSubmit}>
        <Stack gap="lg">
          <Problem text={form.problem} />
          <TextInput
            label={t('account.display_name')}
            name="display_name"
            autoComplete="name"
            defaultValue={me.display_name}
            required
            withAsterisk={false}
            error={form.errors.display_name}
          />
          <TextInput
            label={t('account.headline')}
            description={t('account.headline_hint')}
            name="headline"
            autoComplete="organization-title"
            defaultValue={me.headline}
            error={form.errors.headline}
          />
          <Textarea
            label={t('account.about')}
            name="about"
            defaultValue={me.about}
            autosize
            minRows={4}
            maxRows={14}
            maxLength={LONGEST_ABOUT}
            error={form.errors.about}
          />
          <TagsInput
            label={t('account.skills')}
            description={t('account.skills_hint')}
            value={skills}
            onChange={setSkills}
            splitChars={[',']}
            error={form.errors.skills}
          />
          <Group grow align="start" gap="lg">
            <Select
              label={t('account.country')}
              name="country"
              data={countries}
              defaultValue={me.country}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('account.clear') }}
              nothingFoundMessage={t('account.nothing_found')}
              error={form.errors.country}
            />
            <Select
              label={t('account.time_zone')}
              name="time_zone"
              data={zones.includes(me.time_zone) ? zones : [me.time_zone, ...zones]}
              defaultValue={me.time_zone}
              searchable
              allowDeselect={false}
              nothingFoundMessage={t('account.nothing_found')}
              error={form.errors.time_zone}
            />
          </Group>
          <RateFields rate={me.hourly_rate} error={form.errors.hourly_rate} />
          <Group>
            <Button type="submit" loading={form.isPending}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
