import { IconMessageOff } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import type { RoomDetail } from '@/contract'
import { useRoomLog } from '@/features/messages'
import { RoomHeader, useRoom, useRoomActions } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows, useIsNarrow } from '@/ui'
import type { ComposerHandle } from './composer/Composer'
import { ConversationContext } from './conversationContext'
import { RoomBar } from './RoomBar'
import { Talk } from './Talk'
import { useUnreadLine } from './timeline/reading'
import type { TimelineHandle } from './timeline/Timeline'
import { TopicView } from './topics/later'
import { usePlace } from './usePlace'
import { useShared } from './useShared'

interface ConversationProps {
  roomId: string
  /** The entry the address points at. */
  at: number | undefined
  /** The topic the address asks for alone. */
  topicId: string | undefined
}

/** An open room: its header, what was said, and where one writes. */
export function Conversation({ roomId, at, topicId }: ConversationProps) {
  const { detail, isError, notFound, refetch } = useRoom(roomId)
  const navigate = useNavigate()
  const isNarrow = useIsNarrow()
  if (notFound) {
    return (
      <EmptyState
        heading={isNarrow ? 'h1' : 'h2'}
        icon={<IconMessageOff size={22} />}
        title={t('messages.not_found')}
        hint={t('messages.not_found_hint')}
        action={{ label: t('messages.to_list'), onClick: () => navigate({ to: '/messages' }) }}
      />
    )
  }
  if (detail !== undefined) {
    return (
      <>
        <RoomHeader detail={detail} />
        {topicId === undefined ? (
          <Everything key={roomId} detail={detail} at={at} />
        ) : (
          <TopicView key={topicId} detail={detail} topicId={topicId} at={at} />
        )}
      </>
    )
  }
  if (isError) {
    return (
      <ErrorState
        heading={isNarrow ? 'h1' : 'h2'}
        title={t('messages.error')}
        hint={t('messages.error_hint')}
        action={{ label: t('action.retry'), onClick: refetch }}
      />
    )
  }
  return <SkeletonRows rows={6} label={t('messages.loading')} />
}

/** The linear view: everything in the room, in the order in which it happened. */
function Everything({ detail, at }: { detail: RoomDetail; at: number | undefined }) {
  const { room, membership } = detail
  const { markRead } = useRoomActions(room.id)
  const timeline = useRef<TimelineHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const [unreadAfter, setUnreadAfter] = useUnreadLine(membership)
  const place = usePlace({ at, unread: membership, timeline })
  const log = useRoomLog(room.id, { aroundSeq: place.around })
  const { shared, dialogs } = useShared({
    detail,
    topic: null,
    jumpTo: place.jumpTo,
    composer,
    setUnreadAfter,
  })
  return (
    <ConversationContext value={shared}>
      <RoomBar />
      <Talk
        detail={detail}
        log={log}
        place={place}
        unreadAfter={unreadAfter}
        unreadCount={membership.unread_count}
        markRead={markRead}
        timeline={timeline}
        composer={composer}
      />
      {dialogs}
    </ConversationContext>
  )
}
