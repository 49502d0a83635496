import { useTyping } from '@/features/messages'
import { formatList, t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import classes from './Timeline.module.css'

/** More people than this are not named. */
const MOST_NAMED = 3

/** Who is writing now. Keeps its height, so that nothing moves when somebody begins. */
export function TypingLine() {
  const { room, people } = useConversation()
  const ids = useTyping(room.id)
  const text =
    ids.length === 0
      ? ''
      : ids.length > MOST_NAMED
        ? t('messages.typing_many')
        : t('messages.typing', {
            count: ids.length,
            names: formatList(ids.map((id) => isolated(nameIn(people, id)))),
          })
  return <p className={classes.typing}>{text}</p>
}
