import { Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import type { Me } from '@/contract'
import { t, timeZones } from '@/ground/i18n'
import { countryChoices } from './countries'

/** The server's limit. */
const LONGEST_ABOUT = 5_000

interface FieldProps {
  me: Me
  error: string | undefined
  autoFocus?: boolean
}

/* The fields of one's own profile, by the names that the form reads them back by. */

export function NameField({ me, error }: FieldProps) {
  return (
    <TextInput
      label={t('account.display_name')}
      name="display_name"
      autoComplete="name"
      defaultValue={me.display_name}
      dir="auto"
      required
      withAsterisk={false}
      error={error}
    />
  )
}

export function HeadlineField({ me, error, autoFocus = false }: FieldProps) {
  return (
    <TextInput
      label={t('account.headline')}
      description={t('account.headline_hint')}
      name="headline"
      autoComplete="organization-title"
      defaultValue={me.headline}
      dir="auto"
      autoFocus={autoFocus}
      error={error}
    />
  )
}

export function AboutField({ me, error }: FieldProps) {
  return (
    <Textarea
      label={t('account.about')}
      name="about"
      defaultValue={me.about}
      dir="auto"
      autosize
      minRows={4}
      maxRows={14}
      maxLength={LONGEST_ABOUT}
      error={error}
    />
  )
}

interface SkillsFieldProps {
  value: string[]
  onChange: (skills: string[]) => void
  error: string | undefined
  autoFocus?: boolean
}

export function SkillsField({ value, onChange, error, autoFocus = false }: SkillsFieldProps) {
  return (
    <TagsInput
      label={t('account.skills')}
      description={t('account.skills_hint')}
      value={value}
      onChange={onChange}
      splitChars={[',']}
      acceptValueOnBlur
      autoFocus={autoFocus}
      error={error}
    />
  )
}

export function CountryField({ me, error, autoFocus = false }: FieldProps) {
  const countries = useMemo(countryChoices, [])
  return (
    <Select
      label={t('account.country')}
      name="country"
      data={countries}
      defaultValue={me.country}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('account.clear') }}
      nothingFoundMessage={t('account.nothing_found')}
      autoFocus={autoFocus}
      // Over the other fields of a form that nobody has looked at yet.
      openOnFocus={!autoFocus}
      error={error}
    />
  )
}

export function ZoneField({ me, error }: FieldProps) {
  const zones = useMemo(timeZones, [])
  return (
    <Select
      label={t('account.time_zone')}
      name="time_zone"
      data={zones.includes(me.time_zone) ? zones : [me.time_zone, ...zones]}
      defaultValue={me.time_zone}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('account.nothing_found')}
      error={error}
    />
  )
}
