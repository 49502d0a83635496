import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useMemo, useState } from 'react'
import type { Entry, RoomDetail, Topic } from '@/contract'
import { useDeletions, useMessageActions, usePin, useTopics } from '@/features/messages'
import { useRoom, useRoomActions } from '@/features/rooms'
import { useMe } from '@/features/session'
import { announce } from '@/ground/announce'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { later, toastError } from '@/ui'
import type { ComposerHandle } from './composer/Composer'
import type { Conversation } from './conversationContext'
import type { ForwardDialogProps } from './forward/ForwardDialog'
import type { StartTopicProps } from './topics/StartTopic'

const StartTopic = later<StartTopicProps>(
  async () => (await import('./topics/StartTopic')).StartTopic,
)
const ForwardDialog = later<ForwardDialogProps>(
  async () => (await import('./forward/ForwardDialog')).ForwardDialog,
)

interface SharedOptions {
  detail: RoomDetail
  topic: Topic | null
  jumpTo: (seq: number) => void
  composer: RefObject<ComposerHandle | null>
  setUnreadAfter: (seq: number | null) => void
}

/** What the parts of an open conversation share, and the questions they can have asked. */
export function useShared({ detail, topic, jumpTo, composer, setUnreadAfter }: SharedOptions): {
  shared: Conversation
  dialogs: ReactNode
} {
  const { room, membership } = detail
  const me = useMe()
  const navigate = useNavigate()
  const { people } = useRoom(room.id)
  const actions = useMessageActions(room.id)
  const topics = useTopics(room.id)
  const pin = usePin(room.id)
  const deletions = useDeletions()
  const { markUnreadFrom } = useRoomActions(room.id)
  const [asked, setAsked] = useState<{ what: 'topic' | 'forward'; entry: Entry } | null>(null)

  const shared = useMemo<Conversation>(() => {
    const orSay = (act: Promise<unknown>) =>
      void act.catch((error: unknown) => toastError(explain(error)))
    return {
      room,
      role: membership.role,
      meId: me.id,
      people,
      actions,
      topics,
      topic,
      jumpTo,
      reply: (entry) => composer.current?.reply(entry),
      edit: (entry) => composer.current?.edit(entry),
      markUnreadFrom: (seq) => {
        setUnreadAfter(seq - 1)
        orSay(markUnreadFrom(seq))
      },
      openTopic: (topicId) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, topic: topicId, at: undefined }),
        }),
      ask: (what, entry) => setAsked({ what, entry }),
      pin: (seq, isPinned) => orSay(pin(seq, isPinned)),
      remove: (seq) => {
        deletions.add(room.id, seq)
        announce(t('messages.deleting_announced'))
      },
    }
  }, [
    room,
    membership.role,
    me.id,
    people,
    actions,
    topics,
    topic,
    jumpTo,
    composer,
    setUnreadAfter,
    markUnreadFrom,
    navigate,
    pin,
    deletions,
  ])
  const close = () => setAsked(null)
  const dialogs =
    asked === null ? null : asked.what === 'topic' ? (
      <StartTopic entry={asked.entry} onClose={close} />
    ) : (
      <ForwardDialog entry={asked.entry} onClose={close} />
    )
  return { shared, dialogs }
}
