import { IconCheck, IconChecks } from '@tabler/icons-react'
import { formatList, t } from '@/ground/i18n'
import { Face, Hint } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn, namesOf } from '../names'
import classes from './message.module.css'

export type Delivery = 'sent' | 'seen'

/** How far one's own message has come, in a room of two. */
export function SeenMark({ delivery }: { delivery: Delivery }) {
  return (
    <p className={classes.delivery}>
      {delivery === 'seen' ? (
        <IconChecks size={14} aria-hidden="true" />
      ) : (
        <IconCheck size={14} aria-hidden="true" />
      )}
      {delivery === 'seen' ? t('messages.status.seen') : t('messages.status.sent')}
    </p>
  )
}

/** Faces drawn before the rest are counted. */
const MOST_FACES = 5

/** Those of a group who have read up to a message, and not further. */
export function SeenBy({ ids }: { ids: readonly string[] }) {
  const { people, meId } = useConversation()
  const label = t('messages.status.seen_by', { names: formatList(namesOf(people, ids, meId)) })
  return (
    <Hint label={label} multiline maw={280}>
      <p className={classes.seenBy} role="img" aria-label={label}>
        {ids.slice(0, MOST_FACES).map((id) => (
          <Face key={id} id={id} name={nameIn(people, id)} size={16} />
        ))}
        {ids.length > MOST_FACES ? (
          <span aria-hidden="true">+{ids.length - MOST_FACES}</span>
        ) : null}
      </p>
    </Hint>
  )
}
