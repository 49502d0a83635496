import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useEntry, wordsOf } from '@/features/messages'
import { t } from '@/ground/i18n'
import { plainLine } from '../../markdown/plain'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import classes from './topics.module.css'

/** The message that a topic started from; pressing it shows it where it stands. */
export function TopicRoot({ seq }: { seq: number }) {
  const { room, people, jumpTo } = useConversation()
  const entry = useEntry(room.id, seq)
  if (entry === undefined) return null
  const words = wordsOf(entry)
  return (
    <UnstyledButton className={classes.root} onClick={() => jumpTo(seq)}>
      <VisuallyHidden>{t('topics.from')} </VisuallyHidden>
      <bdi className={classes.rootName}>{nameIn(people, entry.author_id)}</bdi>
      <span className={classes.rootText} dir="auto">
        {words === null ? t('messages.reply_gone') : plainLine(words)}
      </span>
    </UnstyledButton>
  )
}
