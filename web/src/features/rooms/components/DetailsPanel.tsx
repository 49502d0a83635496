import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RoomDetail } from '@/contract'
import { BlockButton, LocalTime, PersonLine } from '@/features/people'
import { useProfile, useRoomActions } from '@/features/rooms'
import { explain } from '@/ground/http'
import { formatDate, formatDateTime, t } from '@/ground/i18n'
import { ConfirmDialog, isolated, toastError } from '@/ui'
import { isMuted, isMutedForEver } from './mute'
import { RoomSettings } from './RoomSettings'
import { editWindowText, roomName } from './roomText'
import classes from './SidePanel.module.css'

/** What the room is: the other person or the group, its settings, and the way out of it. */
export function DetailsPanel({ detail }: { detail: RoomDetail }) {
  const { room, membership } = detail
  const mayChange = membership.role !== 'member'
  return (
    <>
      {room.kind === 'direct' ? <OtherPerson detail={detail} /> : <AboutGroup detail={detail} />}
      {mayChange ? <RoomSettings room={room} /> : null}
      <RoomFacts detail={detail} isWindowShown={!mayChange} />
      {room.kind === 'group' ? <Leave detail={detail} /> : null}
    </>
  )
}

function OtherPerson({ detail }: { detail: RoomDetail }) {
  const [person] = detail.room.people
  const { profile } = useProfile(person?.id ?? '')
  if (person === undefined) return null
  const name = person.display_name
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('rooms.about.headline', { name: isolated(name) })}</h3>
      <div className={classes.person}>
        <PersonLine person={person} />
      </div>
      <p className={classes.note}>
        <LocalTime name={name} timeZone={person.time_zone} />
      </p>
      {profile?.is_blocked ? <p className={classes.note}>{t('people.blocked_note')}</p> : null}
      <div className={classes.buttons}>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link {...props} to="/people/$accountId" params={{ accountId: person.id }} />
          )}
        >
          {t('rooms.about.profile')}
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/messages" search={{ with: person.id }} />}
        >
          {t('rooms.with')}
        </Button>
        {profile === undefined ? null : (
          <BlockButton account={person} isBlocked={profile.is_blocked} />
        )}
      </div>
    </section>
  )
}

function AboutGroup({ detail: { room } }: { detail: RoomDetail }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('rooms.about.group')}</h3>
      <p className={classes.note}>
        <Link to="." search={(before) => ({ ...before, panel: 'people' })}>
          {t('rooms.people_count', { count: room.member_count })}
        </Link>
      </p>
    </section>
  )
}

function RoomFacts({ detail, isWindowShown }: { detail: RoomDetail; isWindowShown: boolean }) {
  const { room, members, membership } = detail
  const author = members.find(({ account }) => account.id === room.created_by)
  const muted = membership.muted_until
  return (
    <section className={classes.section}>
      <dl className={classes.facts}>
        <dt>{t('rooms.created')}</dt>
        <dd>{formatDate(room.created_at)}</dd>
        {author === undefined ? null : (
          <>
            <dt>{t('rooms.created_by')}</dt>
            <dd dir="auto">{author.account.display_name}</dd>
          </>
        )}
        {isWindowShown ? (
          <>
            <dt>{t('rooms.edit_window')}</dt>
            <dd>{editWindowText(room.edit_window_seconds)}</dd>
          </>
        ) : null}
        {muted !== null && isMuted(muted) ? (
          <>
            <dt>{t('rooms.notifications')}</dt>
            <dd>
              {isMutedForEver(muted)
                ? t('rooms.muted_always')
                : t('rooms.muted_until', { time: formatDateTime(muted) })}
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}

function Leave({ detail: { room } }: { detail: RoomDetail }) {
  const { leave } = useRoomActions(room.id)
  const navigate = useNavigate()
  const [isAsking, setIsAsking] = useState(false)
  const name = roomName(room)
  const confirm = () =>
    leave().then(
      () => navigate({ to: '/messages' }),
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <section className={classes.section}>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => setIsAsking(true)}>
          {t('rooms.leave')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isAsking}
        destructive
        title={t('rooms.leave_title', { name })}
        confirmLabel={t('rooms.leave')}
        cancelLabel={t('action.cancel')}
        onConfirm={confirm}
        onClose={() => setIsAsking(false)}
      >
        {t('rooms.leave_text')}
      </ConfirmDialog>
    </section>
  )
}
