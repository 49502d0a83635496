import {
  IconArrowForwardUp,
  IconCopy,
  IconCornerUpLeft,
  IconLink,
  IconMessage2,
  IconMessageCircleUp,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Entry } from '@/contract'
import { wordsOf } from '@/features/messages'
import { type MessageKey, t } from '@/ground/i18n'
import { toast, toastError } from '@/ui'
import { type Conversation, useConversation } from '../conversationContext'
import { canDelete, canEdit } from '../permissions'

export interface Act {
  key:
    | 'reply'
    | 'edit'
    | 'topic'
    | 'forward'
    | 'pin'
    | 'copy_text'
    | 'copy_link'
    | 'mark_unread'
    | 'delete'
  label: string
  icon: ReactNode
  run: () => void
}

const ICON = 16

async function copy(text: string, done: MessageKey & `messages.copied_${string}`): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(t(done))
  } catch {
    toastError(t('messages.copy_failed'))
  }
}

/** What the viewer may do with a message, in the order of the menu. */
export function useMessageActs(entry: Entry): Act[] {
  const conversation = useConversation()
  const { room, role, meId, topic } = conversation
  const router = useRouter()
  const words = wordsOf(entry)
  const link = () =>
    router.buildLocation({
      to: '/messages/$roomId',
      params: { roomId: room.id },
      search: { at: entry.seq, topic: topic?.id },
    }).href
  const icon = { size: ICON, 'aria-hidden': true } as const
  const acts: (Act | false)[] = [
    words !== null && {
      key: 'reply',
      label: t('messages.act.reply'),
      icon: <IconCornerUpLeft {...icon} />,
      run: () => conversation.reply(entry),
    },
    canEdit(entry, room, meId) && {
      key: 'edit',
      label: t('messages.act.edit'),
      icon: <IconPencil {...icon} />,
      run: () => conversation.edit(entry),
    },
    words !== null && topicAct(entry, conversation),
    words !== null && {
      key: 'forward',
      label: t('messages.act.forward'),
      icon: <IconArrowForwardUp {...icon} />,
      run: () => conversation.ask('forward', entry),
    },
    words !== null && pinAct(entry, conversation),
    words !== null && {
      key: 'copy_text',
      label: t('messages.act.copy_text'),
      icon: <IconCopy {...icon} />,
      run: () => void copy(words, 'messages.copied_text'),
    },
    {
      key: 'copy_link',
      label: t('messages.act.copy_link'),
      icon: <IconLink {...icon} />,
      run: () => void copy(new URL(link(), window.location.origin).href, 'messages.copied_link'),
    },
    entry.author_id !== meId && {
      key: 'mark_unread',
      label: t('messages.act.mark_unread'),
      icon: <IconMessageCircleUp {...icon} />,
      run: () => conversation.markUnreadFrom(entry.seq),
    },
    canDelete(entry, room, role, meId) && {
      key: 'delete',
      label: t('messages.act.delete'),
      icon: <IconTrash {...icon} />,
      run: () => conversation.remove(entry.seq),
    },
  ]
  return acts.filter((act) => act !== false)
}

/** Begins a topic, or goes to the one that the message belongs to or began. None where that topic is what is shown. */
function topicAct(entry: Entry, { topics, topic, openTopic, ask }: Conversation): Act | false {
  const own = entry.topic_id ?? topics.byRoot.get(entry.seq)?.id
  if (own !== undefined && own === topic?.id) return false
  return {
    key: 'topic',
    label: own === undefined ? t('messages.act.start_topic') : t('messages.act.open_topic'),
    icon: <IconMessage2 size={ICON} aria-hidden="true" />,
    run: () => (own === undefined ? ask('topic', entry) : openTopic(own)),
  }
}

function pinAct(entry: Entry, { pin }: Conversation): Act {
  const isPinned = entry.state?.pin != null
  const Icon = isPinned ? IconPinnedOff : IconPin
  return {
    key: 'pin',
    label: isPinned ? t('pins.unpin') : t('messages.act.pin'),
    icon: <Icon size={ICON} aria-hidden="true" />,
    run: () => pin(entry.seq, !isPinned),
  }
}
