import { Button } from '@mantine/core'
import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import { Attachments } from '@/features/files'
import type { PendingMessage } from '@/features/messages'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { findMessage, formatTime, t } from '@/ground/i18n'
import { type Upload, useUploadsOf } from '@/ground/uploads'
import { Face, toastError } from '@/ui'
import { useConversation } from '../conversationContext'
import { MessageText } from './MessageText'
import classes from './message.module.css'

interface PendingRowProps {
  message: PendingMessage
  isHead: boolean
}

/** One's own message on its way, or one the server refused, with its text and what to do. */
export function PendingRow({ message, isHead }: PendingRowProps) {
  const me = useMe()
  const { actions } = useConversation()
  const uploads = useUploadsOf(message.uploadIds)
  return (
    <article
      className={classes.row}
      data-head={isHead || undefined}
      data-pending={message.status}
      aria-label={t('messages.by', { name: me.display_name, time: formatTime(message.createdAt) })}
    >
      <div className={classes.gutter}>
        {isHead ? <Face id={me.id} name={me.display_name} /> : null}
      </div>
      <div className={classes.content}>
        {isHead ? (
          <p className={classes.head}>
            <bdi className={classes.author}>{me.display_name}</bdi>
            <time className={classes.time} dateTime={message.createdAt}>
              {formatTime(message.createdAt)}
            </time>
          </p>
        ) : null}
        <div className={classes.pendingText}>
          {message.text === '' ? null : <MessageText id={message.clientId} text={message.text} />}
          {message.forward === null ? null : (
            <p className={classes.deleted}>{t('forward.pending')}</p>
          )}
        </div>
        {uploads.length === 0 ? null : (
          <Attachments uploads={uploads} onRemove={(id) => orSay(actions.leaveOut(message, id))} />
        )}
        {isWaiting(uploads) ? <WaitingForFiles message={message} /> : null}
        {message.status === 'failed' ? <Failed message={message} /> : null}
      </div>
      {message.status === 'failed' ? null : (
        <p className={classes.delivery}>
          <IconClock size={14} aria-hidden="true" />
          {statusText(message, uploads)}
        </p>
      )}
    </article>
  )
}

function isWaiting(uploads: readonly Upload[]): boolean {
  return uploads.some(({ status }) => status !== 'whole')
}

function statusText({ status }: PendingMessage, uploads: readonly Upload[]): string {
  if (status === 'sending') return t('messages.status.sending')
  return isWaiting(uploads) ? t('files.message_waits') : t('messages.status.waiting')
}

function orSay(act: Promise<void>): void {
  act.catch((problem: unknown) => toastError(explain(problem)))
}

/** While its files are on their way a message can be taken back. */
function WaitingForFiles({ message: { clientId } }: { message: PendingMessage }) {
  const { actions } = useConversation()
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      onClick={() => orSay(actions.cancel(clientId))}
    >
      {t('messages.cancel_send')}
    </Button>
  )
}

function Failed({ message: { clientId, error } }: { message: PendingMessage }) {
  const { actions } = useConversation()
  const reason = error === null ? '' : (findMessage(`error.${error.code}`) ?? error.detail)
  return (
    <div className={classes.failed} role="alert">
      <IconAlertCircle size={16} aria-hidden="true" />
      <span>{t('messages.status.failed', { reason })}</span>
      <Button size="compact-sm" variant="default" onClick={() => orSay(actions.retry(clientId))}>
        {t('messages.retry')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={() => orSay(actions.cancel(clientId))}
      >
        {t('messages.cancel_send')}
      </Button>
    </div>
  )
}
