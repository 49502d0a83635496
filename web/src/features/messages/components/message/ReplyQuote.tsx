import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { Reply } from '@/contract'
import { t } from '@/ground/i18n'
import { plainLine } from '../../markdown/plain'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import classes from './message.module.css'

/** The message that is answered, in a line; pressing it shows the message where it stands. */
export function ReplyQuote({ reply }: { reply: Reply }) {
  const { people, jumpTo } = useConversation()
  const name = nameIn(people, reply.author_id)
  const text = reply.deleted ? t('messages.reply_gone') : plainLine(reply.excerpt)
  return (
    <UnstyledButton className={classes.quote} onClick={() => jumpTo(reply.seq)}>
      <VisuallyHidden>{t('messages.reply_to')} </VisuallyHidden>
      <bdi className={classes.quoteName}>{name}</bdi>{' '}
      <bdi data-deleted={reply.deleted || undefined}>{text}</bdi>
    </UnstyledButton>
  )
}
