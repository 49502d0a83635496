import { UnstyledButton } from '@mantine/core'
import { IconMessage2, IconPin } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { usePins } from '@/features/messages'
import { useSidePanel } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { useConversation } from './conversationContext'
import classes from './RoomBar.module.css'

const ICON = 15

/** What a room keeps at hand: its pinned messages and its topics. Not there while it has neither. */
export function RoomBar() {
  const { room, topics } = useConversation()
  const { pins } = usePins(room.id)
  const open = topics.topics.filter(({ resolved_at }) => resolved_at === null)
  const unread = topics.topics.filter(({ unread_count }) => unread_count > 0).length
  if (pins.length === 0 && topics.topics.length === 0) return null
  return (
    <div className={classes.bar}>
      {topics.topics.length === 0 ? null : (
        <PanelButton panel="topics" icon={<IconMessage2 size={ICON} aria-hidden="true" />}>
          {open.length > 0
            ? t('topics.open_count', { count: open.length })
            : t('topics.resolved_count', { count: topics.topics.length })}
          {unread === 0 ? null : (
            <span className={classes.unread}>{t('topics.unread_topics', { count: unread })}</span>
          )}
        </PanelButton>
      )}
      {pins.length === 0 ? null : (
        <PanelButton panel="pins" icon={<IconPin size={ICON} aria-hidden="true" />}>
          {t('pins.count', { count: pins.length })}
        </PanelButton>
      )}
    </div>
  )
}

interface PanelButtonProps {
  panel: 'topics' | 'pins'
  icon: ReactNode
  children: ReactNode
}

function PanelButton({ panel, icon, children }: PanelButtonProps) {
  const side = useSidePanel()
  const isOpen = side.panel === panel
  return (
    <UnstyledButton
      className={classes.button}
      aria-expanded={isOpen}
      onClick={() => side.show(isOpen ? undefined : panel)}
    >
      {icon}
      {children}
    </UnstyledButton>
  )
}
