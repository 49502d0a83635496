import { Link } from '@tanstack/react-router'
import { useConversation } from '../conversationContext'
import classes from './message.module.css'

interface MentionChipProps {
  accountId: string
  /** The name as it was written, `@` included. */
  text: string
}

/** Somebody named in a message: a way to their profile, marked when it is the reader. */
export function MentionChip({ accountId, text }: MentionChipProps) {
  const { people, meId } = useConversation()
  const known = people.get(accountId)
  return (
    <Link
      to="/people/$accountId"
      params={{ accountId }}
      className={classes.mention}
      data-me={accountId === meId || undefined}
    >
      {known === undefined ? text : `@${known.display_name}`}
    </Link>
  )
}
