import { memo, useState } from 'react'
import type { Entry } from '@/contract'
import { useDeletionOf } from '@/features/messages'
import { OnlineFace } from '@/features/people'
import { formatDateTime, formatTime, t } from '@/ground/i18n'
import { useLongPress } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { TopicMark } from '../topics/TopicMark'
import { Body } from './Body'
import { MessageActions, TouchSheet } from './later'
import classes from './message.module.css'
import { type Delivery, SeenBy, SeenMark } from './SeenMarks'
import { useMessageActs } from './useMessageActs'

interface MessageRowProps {
  entry: Entry
  /** Whether it opens a group, and so shows its author. */
  isHead: boolean
  /** Whether the pointer is on it, or it or something in it has the focus. */
  isActive: boolean
  /** Whether the address points at it. */
  isTarget: boolean
  /** How far one's own message has come, where that is shown. */
  delivery: Delivery | null
  /** Those who have read up to here. */
  seenBy: readonly string[] | undefined
}

/** One message: who, when, what it says now, and what can be done with it. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { entry, isHead, isActive, isTarget, delivery, seenBy } = props
  const { people, topic } = useConversation()
  const [isHeld, setIsHeld] = useState(false)
  const [hasSheet, setHasSheet] = useState(false)
  const longPress = useLongPress(() => setHasSheet(true))
  const acts = useMessageActs(entry)
  const dueAt = useDeletionOf(entry.room_id, entry.seq)
  const isLeaving = dueAt !== null
  const name = nameIn(people, entry.author_id)
  return (
    <article
      className={classes.row}
      data-head={isHead || undefined}
      data-target={isTarget || undefined}
      data-held={isHeld || undefined}
      aria-label={t('messages.by', { name, time: formatDateTime(entry.created_at) })}
      {...longPress}
    >
      <Gutter entry={entry} isHead={isHead} name={name} />
      <div className={classes.content}>
        {isHead ? <Head entry={entry} name={name} /> : null}
        {isHead && entry.topic_id != null && topic === null ? (
          <TopicMark topicId={entry.topic_id} />
        ) : null}
        <Body entry={entry} dueAt={dueAt} />
      </div>
      {delivery === null ? null : <SeenMark delivery={delivery} />}
      {seenBy === undefined ? null : <SeenBy ids={seenBy} />}
      {(isActive || isHeld) && !isLeaving ? (
        <MessageActions entry={entry} acts={acts} onHold={setIsHeld} />
      ) : null}
      {hasSheet && !isLeaving ? (
        <TouchSheet entry={entry} acts={acts} onClose={() => setHasSheet(false)} />
      ) : null}
    </article>
  )
})

function Gutter({ entry, isHead, name }: { entry: Entry; isHead: boolean; name: string }) {
  const id = entry.author_id ?? entry.id
  return (
    <div className={classes.gutter}>
      {isHead ? (
        <OnlineFace account={{ id, display_name: name }} />
      ) : (
        <time className={classes.sideTime} dateTime={entry.created_at}>
          {formatTime(entry.created_at)}
        </time>
      )}
    </div>
  )
}

function Head({ entry, name }: { entry: Entry; name: string }) {
  return (
    <p className={classes.head}>
      <bdi className={classes.author}>{name}</bdi>
      <time
        className={classes.time}
        dateTime={entry.created_at}
        title={formatDateTime(entry.created_at)}
      >
        {formatTime(entry.created_at)}
      </time>
    </p>
  )
}
