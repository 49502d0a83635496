import { later } from '@/ui'
import { askForConversation, useAskedConversation } from '../newConversation'
import type { NewConversationProps } from './NewConversation'

const NewConversation = later<NewConversationProps>(
  async () => (await import('./NewConversation')).NewConversation,
)

/** The window in which a conversation begins, once for the page: `askForConversation` opens it. */
export function NewConversationHost() {
  return <NewConversation asked={useAskedConversation()} onClose={() => askForConversation(null)} />
}
