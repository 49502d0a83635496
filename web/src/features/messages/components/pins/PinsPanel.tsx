import { ActionIcon } from '@mantine/core'
import { IconPin, IconPinnedOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Entry, RoomDetail } from '@/contract'
import { usePin, usePins, wordsOf } from '@/features/messages'
import { OnlineFace } from '@/features/people'
import { useRoom } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { formatDateTime, formatShort, t } from '@/ground/i18n'
import { EmptyState, ErrorState, Hint, isolated, SkeletonRows, toastError } from '@/ui'
import { plainLine } from '../../markdown/plain'
import { nameIn } from '../names'
import classes from './PinsPanel.module.css'

/** What the members of a room keep at hand, pinned last first. */
export function PinsPanel({ detail }: { detail: RoomDetail }) {
  const { pins, isLoading, isError, retry } = usePins(detail.room.id)
  if (isLoading) return <SkeletonRows rows={3} label={t('pins.loading')} />
  if (isError) {
    return (
      <ErrorState
        compact
        title={t('pins.error')}
        hint={t('messages.error_hint')}
        action={{ label: t('action.retry'), onClick: retry }}
      />
    )
  }
  if (pins.length === 0) {
    return (
      <EmptyState
        compact
        icon={<IconPin size={22} />}
        title={t('pins.none')}
        hint={t('pins.none_hint')}
      />
    )
  }
  return (
    <ul className={classes.list} aria-label={t('pins.list')}>
      {pins.map((entry) => (
        <li key={entry.seq} className={classes.item}>
          <Pinned entry={entry} />
        </li>
      ))}
    </ul>
  )
}

function Pinned({ entry }: { entry: Entry }) {
  const { people } = useRoom(entry.room_id)
  const me = useMe()
  const pin = usePin(entry.room_id)
  const name = nameIn(people, entry.author_id)
  const by = entry.state?.pin?.account_id ?? null
  const unpin = () => pin(entry.seq, false).catch((error: unknown) => toastError(explain(error)))
  return (
    <>
      <Link
        to="."
        search={(before) => ({ ...before, at: entry.seq, topic: undefined })}
        className={classes.link}
      >
        <OnlineFace account={{ id: entry.author_id ?? entry.id, display_name: name }} />
        <span className={classes.text}>
          <span className={classes.top}>
            <bdi className={classes.name}>{name}</bdi>
            <time dateTime={entry.created_at} title={formatDateTime(entry.created_at)}>
              {formatShort(entry.created_at)}
            </time>
          </span>
          <span className={classes.line} dir="auto">
            {plainLine(wordsOf(entry) ?? '')}
          </span>
          <span className={classes.by}>
            {by === me.id ? t('pins.by_you') : t('pins.by', { name: isolated(nameIn(people, by)) })}
          </span>
        </span>
      </Link>
      <Hint label={t('pins.unpin')}>
        <ActionIcon
          size="max(28px, var(--ui-target))"
          aria-label={t('pins.unpin_named', { name: isolated(name) })}
          onClick={unpin}
        >
          <IconPinnedOff size={16} aria-hidden="true" />
        </ActionIcon>
      </Hint>
    </>
  )
}
