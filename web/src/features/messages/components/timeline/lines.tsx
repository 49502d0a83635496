import type { Entry } from '@/contract'
import { noticeText } from '@/features/rooms'
import { formatDateTime, formatDay, formatTime, t } from '@/ground/i18n'
import { isolated, useNow } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import classes from './Timeline.module.css'

export function DayLine({ at }: { at: string }) {
  return (
    <p className={classes.day}>
      <time dateTime={at}>{formatDay(at, useNow())}</time>
    </p>
  )
}

export function UnreadLine() {
  return (
    <p className={classes.unread}>
      <span>{t('messages.unread_line')}</span>
    </p>
  )
}

/** A quiet line about the room itself. */
export function NoticeLine({ entry }: { entry: Entry }) {
  const { people } = useConversation()
  const text = noticeText(entry, (id) => isolated(nameIn(people, id)))
  if (text === null) return null
  return (
    <p className={classes.notice}>
      {text}{' '}
      <time dateTime={entry.created_at} title={formatDateTime(entry.created_at)}>
        {formatTime(entry.created_at)}
      </time>
    </p>
  )
}

/** What stands above the first message one may read. */
export function StartLine({ isFirst }: { isFirst: boolean }) {
  const { room } = useConversation()
  const name = room.kind === 'direct' ? room.people[0]?.display_name : room.title
  const text = !isFirst
    ? t('messages.start_here')
    : name
      ? t('messages.start_with', { name: isolated(name) })
      : t('messages.start')
  return <p className={classes.start}>{text}</p>
}
