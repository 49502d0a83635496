import { Button } from '@mantine/core'
import { IconMessage, IconUserOff } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import type { Profile } from '@/contract'
import { useCreateRoom, useProfile } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { formatCountry, formatDate, formatMoney, getLocale, t } from '@/ground/i18n'
import { EmptyState, ErrorState, ScrollRegion, SkeletonRows, toastError } from '@/ui'
import { BlockButton } from './BlockButton'
import { LocalTime } from './LocalTime'
import { OnlineFace } from './OnlineFace'
import classes from './people.module.css'

/** A person's profile: who they are, when it is there, and a way to write to them. */
export function ProfilePage() {
  const { accountId = '' } = useParams({ strict: false })
  const { profile, isLoading, isError, notFound } = useProfile(accountId)
  const navigate = useNavigate()
  return (
    <ScrollRegion label={profile?.display_name ?? t('people.title')} className={classes.page}>
      <div className={classes.column}>
        {notFound ? (
          <EmptyState
            heading="h1"
            icon={<IconUserOff size={22} />}
            title={t('people.not_found')}
            hint={t('people.not_found_hint')}
            action={{ label: t('people.all'), onClick: () => navigate({ to: '/people' }) }}
          />
        ) : isError ? (
          <ErrorState heading="h1" title={t('people.error')} hint={t('people.error_hint')} />
        ) : profile === undefined || isLoading ? (
          <SkeletonRows rows={4} label={t('people.loading')} />
        ) : (
          <ProfileView profile={profile} />
        )}
      </div>
    </ScrollRegion>
  )
}

function ProfileView({ profile }: { profile: Profile }) {
  const name = profile.display_name
  return (
    <>
      <header className={classes.head}>
        <OnlineFace account={profile} size={64} />
        <div className={classes.names}>
          <h1 className={classes.name} dir="auto">
            {name}
          </h1>
          {profile.headline === '' ? null : (
            <p className={classes.headline} dir="auto">
              {profile.headline}
            </p>
          )}
        </div>
        <Actions profile={profile} />
      </header>
      {profile.is_blocked ? <p className={classes.note}>{t('people.blocked_note')}</p> : null}
      <Facts profile={profile} />
      <h2 className={classes.section}>{t('people.about')}</h2>
      <p className={classes.about} dir="auto">
        {profile.about === '' ? t('people.no_about', { name }) : profile.about}
      </p>
      {profile.skills.length === 0 ? null : (
        <>
          <h2 className={classes.section}>{t('people.skills')}</h2>
          <ul className={classes.skills}>
            {profile.skills.map((skill) => (
              <li key={skill} dir="auto">
                {skill}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Actions({ profile }: { profile: Profile }) {
  const me = useMe()
  const navigate = useNavigate()
  const { direct } = useCreateRoom()
  if (profile.id === me.id) {
    return (
      <div className={classes.actions}>
        <p className={classes.headline}>{t('people.this_is_you')}</p>
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/settings/profile" />}
        >
          {t('people.edit_profile')}
        </Button>
      </div>
    )
  }
  const write = () =>
    direct(profile.id).then(
      (roomId) => navigate({ to: '/messages/$roomId', params: { roomId } }),
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <div className={classes.actions}>
      <Button leftSection={<IconMessage size={16} aria-hidden="true" />} onClick={write}>
        {t('people.message')}
      </Button>
      <Button
        variant="default"
        renderRoot={(props) => <Link {...props} to="/messages" search={{ with: profile.id }} />}
      >
        {t('rooms.with')}
      </Button>
      <BlockButton account={profile} isBlocked={profile.is_blocked} />
    </div>
  )
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([getLocale()], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function Facts({ profile }: { profile: Profile }) {
  const { hourly_rate: rate, country, locale, display_name: name } = profile
  const facts: { term: string; fact: ReactNode }[] = [
    { term: t('people.local_time'), fact: <LocalTime name={name} timeZone={profile.time_zone} /> },
  ]
  if (country) facts.push({ term: t('people.country'), fact: formatCountry(country) })
  if (locale !== '') facts.push({ term: t('people.languages'), fact: languageName(locale) })
  if (rate !== null) {
    const amount = formatMoney(rate)
    facts.push({ term: t('people.rate'), fact: t('people.rate_hour', { amount }) })
  }
  facts.push({ term: t('people.member_since'), fact: formatDate(profile.created_at) })
  return (
    <dl className={classes.facts}>
      {facts.map(({ term, fact }) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
