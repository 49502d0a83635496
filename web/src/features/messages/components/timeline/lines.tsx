import { UnstyledButton } from '@mantine/core'
import type { Entry, Topic } from '@/contract'
import { noticeText } from '@/features/rooms'
import { formatDateTime, formatDay, formatTime, t } from '@/ground/i18n'
import { bodyOf } from '@/ground/sync'
import { isolated, useNow } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { TopicRoot } from '../topics/TopicRoot'
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
  const { people, jumpTo, openTopic } = useConversation()
  const nameOf = (id: string | null) => isolated(nameIn(people, id))
  const text = noticeText(entry, nameOf) ?? actText(entry, nameOf)
  if (text === null) return null
  const pinned = bodyOf(entry, 'message.pinned')
  const topicId = topicIdOf(entry)
  return (
    <p className={classes.notice}>
      {text}{' '}
      {pinned === null ? null : (
        <UnstyledButton className={classes.act} onClick={() => jumpTo(pinned.seq)}>
          {t('pins.show')}
        </UnstyledButton>
      )}
      {topicId === null ? null : (
        <UnstyledButton className={classes.act} onClick={() => openTopic(topicId)}>
          {t('topics.open_it')}
        </UnstyledButton>
      )}{' '}
      <time dateTime={entry.created_at} title={formatDateTime(entry.created_at)}>
        {formatTime(entry.created_at)}
      </time>
    </p>
  )
}

function topicIdOf(entry: Entry): string | null {
  const { topic_id: id } = bodyOf(entry, 'topic.started') ??
    bodyOf(entry, 'topic.renamed') ??
    bodyOf(entry, 'topic.resolved') ??
    bodyOf(entry, 'topic.reopened') ?? { topic_id: null }
  return id
}

/** What a member did with a message or a topic; null for every other entry. */
function actText(entry: Entry, nameOf: (id: string | null) => string): string | null {
  const name = nameOf(entry.author_id)
  if (bodyOf(entry, 'message.pinned')) return t('pins.notice', { name })
  const started = bodyOf(entry, 'topic.started')
  if (started) return t('topics.notice.started', { name, topic: isolated(started.name) })
  const renamed = bodyOf(entry, 'topic.renamed')
  if (renamed) return t('topics.notice.renamed', { name, topic: isolated(renamed.name) })
  if (bodyOf(entry, 'topic.resolved')) return t('topics.notice.resolved', { name })
  return bodyOf(entry, 'topic.reopened') ? t('topics.notice.reopened', { name }) : null
}

interface StartLineProps {
  /** Whether it is the very first message, or only the first one this account may read. */
  isFirst: boolean
  /** Whether nobody has written anything yet. */
  isAlone: boolean
}

/** What stands above the first message one may read. */
export function StartLine({ isFirst, isAlone }: StartLineProps) {
  const { room, topic } = useConversation()
  if (topic !== null) return <TopicStart topic={topic} isAlone={isAlone} />
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

/** What stands above the first message of a topic, and the message that it started from. */
function TopicStart({ topic, isAlone }: { topic: Topic; isAlone: boolean }) {
  const { people } = useConversation()
  return (
    <div className={classes.start}>
      <p>
        {t('topics.start_line', {
          name: isolated(nameIn(people, topic.created_by)),
          topic: isolated(topic.name),
        })}
      </p>
      {topic.root_seq === null ? null : <TopicRoot seq={topic.root_seq} />}
      {isAlone ? <p>{t('topics.empty_hint')}</p> : null}
    </div>
  )
}
