import type { Entry } from '@/contract'
import { LONGEST_NAME, useTopicActions } from '@/features/messages'
import { t } from '@/ground/i18n'
import { plainLine } from '../../markdown/plain'
import { useConversation } from '../conversationContext'
import { TopicNameDialog } from './TopicNameDialog'

/** How much of a message is offered as the name of its topic. */
const OFFERED_LENGTH = 60

export interface StartTopicProps {
  /** The message it starts from. */
  entry: Entry
  onClose: () => void
}

/** Names a new topic that starts from a message, and opens it. */
export function StartTopic({ entry, onClose }: StartTopicProps) {
  const { room, openTopic } = useConversation()
  const { start } = useTopicActions(room.id)
  return (
    <TopicNameDialog
      title={t('topics.start')}
      name={offeredName(plainLine(entry.state?.text ?? ''))}
      confirmLabel={t('topics.start')}
      onConfirm={(name) => start(name, entry.seq).then(openTopic)}
      onClose={onClose}
    />
  )
}

/** The first words of a text, cut between two of them. */
export function offeredName(text: string): string {
  if (text.length <= OFFERED_LENGTH) return text.slice(0, LONGEST_NAME)
  const start = text.slice(0, OFFERED_LENGTH)
  const end = start.lastIndexOf(' ')
  return end > OFFERED_LENGTH / 2 ? start.slice(0, end) : start
}
