import { IconMessageOff } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import type { RoomDetail, Topic } from '@/contract'
import { useTopic, useTopicLog } from '@/features/messages'
import { useRoomActions } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows } from '@/ui'
import type { ComposerHandle } from '../composer/Composer'
import { ConversationContext } from '../conversationContext'
import { Talk } from '../Talk'
import { useUnreadLine } from '../timeline/reading'
import type { TimelineHandle } from '../timeline/Timeline'
import { usePlace } from '../usePlace'
import { useShared } from '../useShared'
import { TopicBar } from './TopicBar'

export interface TopicViewProps {
  detail: RoomDetail
  topicId: string
  at: number | undefined
}

/** One topic of a room alone. */
export function TopicView({ detail, topicId, at }: TopicViewProps) {
  const { topic, isError, notFound, retry } = useTopic(detail.room.id, topicId)
  const navigate = useNavigate()
  if (topic !== undefined) return <OpenTopic detail={detail} topic={topic} at={at} />
  if (notFound) {
    const toEverything = () =>
      navigate({ to: '.', search: (before) => ({ ...before, topic: undefined }), replace: true })
    return (
      <EmptyState
        icon={<IconMessageOff size={22} />}
        title={t('topics.not_found')}
        hint={t('topics.not_found_hint')}
        action={{ label: t('topics.all_messages'), onClick: toEverything }}
      />
    )
  }
  if (isError) {
    return (
      <ErrorState
        title={t('topics.error')}
        hint={t('messages.error_hint')}
        action={{ label: t('action.retry'), onClick: retry }}
      />
    )
  }
  return <SkeletonRows rows={6} label={t('messages.loading')} />
}

function OpenTopic({
  detail,
  topic,
  at,
}: {
  detail: RoomDetail
  topic: Topic
  at: number | undefined
}) {
  const { room, membership } = detail
  const navigate = useNavigate()
  const { markTopicRead } = useRoomActions(room.id)
  const timeline = useRef<TimelineHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const unread = {
    unread_count: topic.unread_count,
    read_seq: Math.max(topic.read_seq, membership.read_seq),
  }
  const [unreadAfter, setUnreadAfter] = useUnreadLine(unread)
  const place = usePlace({ at, unread, timeline })
  const whole = useTopicLog(room.id, topic.id, { aroundSeq: place.around })
  // What counts as its end is the topic's last message, not whatever happened in the room since.
  const log = { ...whole, headSeq: whole.entries.at(-1)?.seq ?? 0 }
  const { entries } = whole
  const { jumpTo: showHere } = place
  const jumpTo = useCallback(
    (seq: number) => {
      if (entries.some((entry) => entry.seq === seq)) showHere(seq)
      else {
        void navigate({ to: '.', search: (before) => ({ ...before, topic: undefined, at: seq }) })
      }
    },
    [entries, showHere, navigate],
  )
  const { shared, dialogs } = useShared({ detail, topic, jumpTo, composer, setUnreadAfter })
  return (
    <ConversationContext value={shared}>
      <TopicBar topic={topic} />
      <Talk
        detail={detail}
        log={log}
        place={place}
        unreadAfter={unreadAfter}
        unreadCount={topic.unread_count}
        markRead={(seq) => (seq > 0 ? markTopicRead(topic.id, seq) : Promise.resolve())}
        timeline={timeline}
        composer={composer}
      />
      {dialogs}
    </ConversationContext>
  )
}
