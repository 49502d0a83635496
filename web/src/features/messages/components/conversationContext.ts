import { createContext, useContext } from 'react'
import type { AccountBrief, Entry, Membership, Room, Topic } from '@/contract'
import type { MessageActions, TopicsView } from '@/features/messages'

/** What the parts of an open conversation share. */
export interface Conversation {
  room: Room
  role: Membership['role']
  meId: string
  people: ReadonlyMap<string, AccountBrief>
  actions: MessageActions
  topics: TopicsView
  /** The topic that is shown alone; null in the linear view of everything. */
  topic: Topic | null
  /** Begins an answer to a message in the composer. */
  reply: (entry: Entry) => void
  /** Opens one's own message in the composer. */
  edit: (entry: Entry) => void
  /** Shows a message, loading what is around it when needed. */
  jumpTo: (seq: number) => void
  markUnreadFrom: (seq: number) => void
  /** Shows a topic alone. */
  openTopic: (topicId: string) => void
  /** Asks what a message is to be the beginning of, or whom it is to be passed on to. */
  ask: (what: 'topic' | 'forward', entry: Entry) => void
  pin: (seq: number, isPinned: boolean) => void
  /** Deletes a message in ten seconds; until then it can be taken back. */
  remove: (seq: number) => void
}

export const ConversationContext = createContext<Conversation | null>(null)

/** The conversation that a part is in. Throws outside of one. */
export function useConversation(): Conversation {
  const conversation = useContext(ConversationContext)
  if (conversation === null) throw new Error('Only inside an open conversation.')
  return conversation
}
