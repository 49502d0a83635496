import {
  IconCopy,
  IconCornerUpLeft,
  IconLink,
  IconMessageCircleUp,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Entry } from '@/contract'
import { type MessageKey, t } from '@/ground/i18n'
import { toast, toastError } from '@/ui'
import { useConversation } from '../conversationContext'
import { canDelete, canEdit } from '../permissions'

export interface Act {
  key: 'reply' | 'edit' | 'copy_text' | 'copy_link' | 'mark_unread' | 'delete'
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

/** What the viewer may do with a message, in the order of the menu. `askToDelete` is called instead of deleting at once. */
export function useMessageActs(entry: Entry, askToDelete: () => void): Act[] {
  const { room, role, meId, reply, edit, markUnreadFrom } = useConversation()
  const router = useRouter()
  const text = entry.state?.text ?? null
  const link = () =>
    router.buildLocation({
      to: '/messages/$roomId',
      params: { roomId: room.id },
      search: { at: entry.seq },
    }).href
  const icon = { size: ICON, 'aria-hidden': true } as const
  const acts: (Act | null)[] = [
    text === null
      ? null
      : {
          key: 'reply',
          label: t('messages.act.reply'),
          icon: <IconCornerUpLeft {...icon} />,
          run: () => reply(entry),
        },
    canEdit(entry, room, meId)
      ? {
          key: 'edit',
          label: t('messages.act.edit'),
          icon: <IconPencil {...icon} />,
          run: () => edit(entry),
        }
      : null,
    text === null
      ? null
      : {
          key: 'copy_text',
          label: t('messages.act.copy_text'),
          icon: <IconCopy {...icon} />,
          run: () => void copy(text, 'messages.copied_text'),
        },
    {
      key: 'copy_link',
      label: t('messages.act.copy_link'),
      icon: <IconLink {...icon} />,
      run: () => void copy(new URL(link(), window.location.origin).href, 'messages.copied_link'),
    },
    entry.author_id === meId
      ? null
      : {
          key: 'mark_unread',
          label: t('messages.act.mark_unread'),
          icon: <IconMessageCircleUp {...icon} />,
          run: () => markUnreadFrom(entry.seq),
        },
    canDelete(entry, room, role, meId)
      ? {
          key: 'delete',
          label: t('messages.act.delete'),
          icon: <IconTrash {...icon} />,
          run: askToDelete,
        }
      : null,
  ]
  return acts.filter((act) => act !== null)
}
