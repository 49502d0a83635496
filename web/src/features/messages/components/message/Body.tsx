import { Button } from '@mantine/core'
import { IconPin } from '@tabler/icons-react'
import type { Entry } from '@/contract'
import { FileCards, filesOf } from '@/features/files'
import { forwardedOf, useDeletions } from '@/features/messages'
import { t } from '@/ground/i18n'
import { isolated, useNow } from '@/ui'
import { CodeBlock } from '../../markdown/CodeBlock'
import { useConversation } from '../conversationContext'
import { ForwardedCard } from '../forward/ForwardedCard'
import { nameIn } from '../names'
import { TopicReplies } from '../topics/TopicMark'
import { EditedMark } from './later'
import { MessageText } from './MessageText'
import classes from './message.module.css'
import { Reactions } from './Reactions'
import { ReplyQuote } from './ReplyQuote'

interface BodyProps {
  entry: Entry
  /** Until when its deletion can be taken back; null when it is not being deleted. */
  dueAt: number | null
}

/** What a message says now: its words, what it answers or passes on, and what others made of it. */
export function Body({ entry, dueAt }: BodyProps) {
  const { meId } = useConversation()
  const text = entry.state?.text ?? null
  if (text === null) {
    return (
      <p className={classes.deleted}>
        {entry.author_id === meId ? t('messages.deleted_by_you') : t('messages.deleted')}
      </p>
    )
  }
  if (dueAt !== null) return <Leaving entry={entry} dueAt={dueAt} />
  const { edited_at: editedAt = null, reply = null } = entry.state ?? {}
  const forwarded = forwardedOf(entry)
  return (
    <>
      <PinMark entry={entry} />
      {reply === null ? null : <ReplyQuote reply={reply} />}
      {text === '' ? null : <MessageText id={entry.id} text={text} />}
      <FileCards files={filesOf(entry)} renderCode={code} />
      {forwarded === null ? null : <ForwardedCard id={entry.id} forwarded={forwarded} />}
      {editedAt === null ? null : <EditedMark seq={entry.seq} editedAt={editedAt} />}
      <TopicReplies seq={entry.seq} />
      <Reactions entry={entry} />
    </>
  )
}

function code(text: string, language: string) {
  return <CodeBlock text={text} language={language} />
}

/** A message on its way out, and the way to keep it. */
function Leaving({ entry, dueAt }: { entry: Entry; dueAt: number }) {
  const deletions = useDeletions()
  const seconds = Math.max(1, Math.ceil((dueAt - useNow(1_000).getTime()) / 1_000))
  return (
    <p className={classes.leaving}>
      <span>{t('messages.deleting', { count: seconds })}</span>
      <Button
        size="compact-sm"
        variant="light"
        className={classes.undo}
        onClick={() => deletions.undo(entry.room_id, entry.seq)}
      >
        {t('messages.undo_delete')}
      </Button>
    </p>
  )
}

function PinMark({ entry }: { entry: Entry }) {
  const { people, meId } = useConversation()
  const pin = entry.state?.pin ?? null
  if (pin === null) return null
  const isMine = pin.account_id === meId
  return (
    <p className={classes.pinned}>
      <IconPin size={13} aria-hidden="true" />
      {isMine ? t('pins.by_you') : t('pins.by', { name: isolated(nameIn(people, pin.account_id)) })}
    </p>
  )
}
