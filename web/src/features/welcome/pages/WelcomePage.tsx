import { Button, Stack } from '@mantine/core'
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Me, ProfileChange } from '@/contract'
import {
  AboutField,
  account,
  CountryField,
  HeadlineField,
  NameField,
  RateFields,
  rateIn,
  SkillsField,
  ZoneField,
} from '@/features/account'
import { FormPage, localPath, Problem, useMe, useSetMe } from '@/features/session'
import { type Submit, textIn, useSubmit } from '@/ground/forms'
import { t } from '@/ground/i18n'
import { Progress, stepLabel } from '../Progress'
import { nextStep, STEPS, type Step } from '../progress'
import { VerifyNote } from '../VerifyNote'

/** Three short steps in which somebody new says who they are. Each can be left out, and gone on with another day. */
export function WelcomePage() {
  const me = useMe()
  const { step: asked, next } = useSearch({ from: '/signed-in/welcome' })
  // What was told already is not asked for again by itself; an address that names a step is followed.
  const [start] = useState(() => nextStep(me) ?? 'who')
  const step = asked ?? start
  const at = STEPS.indexOf(step)
  const following = STEPS[at + 1]
  const navigate = useNavigate()
  const router = useRouter()
  const goOn = async () => {
    if (following === undefined) router.history.push(localPath(next))
    else await navigate({ to: '/welcome', search: { step: following, next } })
  }
  return (
    <FormPage
      title={t(`welcome.${step}.title`)}
      lead={t(`welcome.${step}.lead`)}
      head={<Progress done={at + 1} of={STEPS.length} label={stepLabel(at + 1, STEPS.length)} />}
      foot={
        <Button
          variant="transparent"
          size="sm"
          renderRoot={(props) => <Link {...props} to={localPath(next)} />}
        >
          {t('welcome.later')}
        </Button>
      }
    >
      <VerifyNote />
      <StepForm key={step} step={step} isLast={following === undefined} onDone={goOn} />
    </FormPage>
  )
}

interface StepFormProps {
  step: Step
  isLast: boolean
  onDone: () => Promise<void>
}

function StepForm({ step, isLast, onDone }: StepFormProps) {
  const me = useMe()
  const setMe = useSetMe()
  const [skills, setSkills] = useState(me.skills)
  const form = useSubmit(async (values) => {
    setMe(await account.change(changeIn(step, values, skills)))
    await onDone()
  })
  const fields: Record<Step, ReactNode> = {
    who: <Who me={me} errors={form.errors} />,
    what: (
      <>
        <SkillsField value={skills} onChange={setSkills} error={form.errors.skills} autoFocus />
        <AboutField me={me} error={form.errors.about} />
      </>
    ),
    where: (
      <>
        <CountryField me={me} error={form.errors.country} autoFocus />
        <ZoneField me={me} error={form.errors.time_zone} />
        <RateFields rate={me.hourly_rate} error={form.errors.hourly_rate} />
      </>
    ),
  }
  return (
    <form onSubmit={form.onSubmit}>
      <Stack gap="lg">
        <Problem text={form.problem} />
        {fields[step]}
        <Stack gap="sm">
          <Button type="submit" loading={form.isPending} fullWidth>
            {isLast ? t('welcome.finish') : t('welcome.go_on')}
          </Button>
          <Button variant="subtle" color="gray" fullWidth onClick={() => void onDone()}>
            {t('welcome.skip')}
          </Button>
        </Stack>
      </Stack>
    </form>
  )
}

function Who({ me, errors }: { me: Me; errors: Submit['errors'] }) {
  return (
    <>
      <NameField me={me} error={errors.display_name} />
      <HeadlineField me={me} error={errors.headline} autoFocus />
    </>
  )
}

function changeIn(step: Step, values: FormData, skills: string[]): ProfileChange {
  switch (step) {
    case 'who':
      return {
        display_name: textIn(values, 'display_name'),
        headline: textIn(values, 'headline'),
      }
    case 'what':
      return { skills, about: textIn(values, 'about') }
    case 'where':
      return {
        country: textIn(values, 'country') || null,
        time_zone: textIn(values, 'time_zone'),
        hourly_rate: rateIn(values),
      }
  }
}
