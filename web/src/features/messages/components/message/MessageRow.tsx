import { memo, useState } from 'react'
import type { Entry } from '@/contract'
import { OnlineFace } from '@/features/people'
import { explain } from '@/ground/http'
import { formatDateTime, formatTime, t } from '@/ground/i18n'
import { ConfirmDialog, toastError, useLongPress } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { EditedMark, MessageActions, TouchSheet } from './later'
import { MessageText } from './MessageText'
import classes from './message.module.css'
import { Reactions } from './Reactions'
import { ReplyQuote } from './ReplyQuote'
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
  const { people, actions } = useConversation()
  const [isHeld, setIsHeld] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const [hasSheet, setHasSheet] = useState(false)
  const longPress = useLongPress(() => setHasSheet(true))
  const acts = useMessageActs(entry, () => setIsAsking(true))
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
        <Body entry={entry} />
      </div>
      {delivery === null ? null : <SeenMark delivery={delivery} />}
      {seenBy === undefined ? null : <SeenBy ids={seenBy} />}
      {isActive || isHeld ? <MessageActions entry={entry} acts={acts} onHold={setIsHeld} /> : null}
      {hasSheet ? (
        <TouchSheet entry={entry} acts={acts} onClose={() => setHasSheet(false)} />
      ) : null}
      {isAsking ? (
        <ConfirmDialog
          opened
          destructive
          title={t('messages.delete_title')}
          confirmLabel={t('messages.act.delete')}
          cancelLabel={t('action.cancel')}
          onConfirm={() =>
            actions.remove(entry.seq).catch((error: unknown) => toastError(explain(error)))
          }
          onClose={() => setIsAsking(false)}
        >
          {t('messages.delete_text')}
        </ConfirmDialog>
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

function Body({ entry }: { entry: Entry }) {
  const { meId } = useConversation()
  const text = entry.state?.text ?? null
  if (text === null) {
    return (
      <p className={classes.deleted}>
        {entry.author_id === meId ? t('messages.deleted_by_you') : t('messages.deleted')}
      </p>
    )
  }
  const { edited_at: editedAt = null, reply = null } = entry.state ?? {}
  return (
    <>
      {reply === null ? null : <ReplyQuote reply={reply} />}
      <MessageText id={entry.id} text={text} />
      {editedAt === null ? null : <EditedMark seq={entry.seq} editedAt={editedAt} />}
      <Reactions entry={entry} />
    </>
  )
}
