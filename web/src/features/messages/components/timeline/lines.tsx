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

interface StartLineProps {
  /** Whether it is the very first message, or only the first one this account may read. */
  isFirst: boolean
  /** Whether nobody has written anything yet. */
  isAlone: boolean
}

/** What stands above the first message one may read. */
export function StartLine({ isFirst, isAlone }: StartLineProps) {
  const { room } = useConversation()
  const name = room.kind === 'direct' ? room.people[0]?.display_name : room.title
  const text = !isFirst
    ? t('messages.start_here')
    : name
      ? t('messages.start_with', { name: isolated(name) })
      : t('messages.start')
  return (
    <div className={classes.start}>
      <p>{text}</p>
      {isAlone ? <p>{t('messages.empty_hint')}</p> : null}
    </div>
  )
}
