import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { Problem, useMe, useSetMe } from '@/features/session'
import { textIn, useSubmit } from '@/ground/forms'
import { t } from '@/ground/i18n'
import { toast } from '@/ui'
import {
  AboutField,
  CountryField,
  HeadlineField,
  NameField,
  SkillsField,
  ZoneField,
} from '../ProfileFields'
import { account } from '../queries'
import { RateFields, rateIn } from '../RateFields'
import { Section } from '../Section'
import classes from './settings.module.css'

/** What others see of oneself. */
export function ProfilePage() {
  const me = useMe()
  const setMe = useSetMe()
  const [skills, setSkills] = useState(me.skills)
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
          <NameField me={me} error={form.errors.display_name} />
          <HeadlineField me={me} error={form.errors.headline} />
          <AboutField me={me} error={form.errors.about} />
          <SkillsField value={skills} onChange={setSkills} error={form.errors.skills} />
          <div className={classes.pair}>
            <CountryField me={me} error={form.errors.country} />
            <ZoneField me={me} error={form.errors.time_zone} />
          </div>
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
