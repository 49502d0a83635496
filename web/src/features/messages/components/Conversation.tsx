import { IconMessageOff } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type Ref, useMemo, useRef } from 'react'
import type { Entry, RoomDetail } from '@/contract'
import { useMessageActions, useRoomLog } from '@/features/messages'
import { RoomHeader, roomName, useProfile, useRoom, useRoomActions } from '@/features/rooms'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, SkeletonRows, toastError, useIsNarrow } from '@/ui'
import classes from './Conversation.module.css'
import { Composer, type ComposerHandle } from './composer/Composer'
import composer from './composer/Composer.module.css'
import { ConversationContext, type Conversation as Shared } from './conversationContext'
import { canEdit } from './permissions'
import { useUnreadLine } from './timeline/reading'
import { Timeline, type TimelineHandle } from './timeline/Timeline'
import { TypingLine } from './timeline/TypingLine'
import { usePlace } from './usePlace'

interface ConversationProps {
  roomId: string
  /** The entry the address points at. */
  at: number | undefined
}

/** An open room: its header, what was said, and where one writes. */
export function Conversation({ roomId, at }: ConversationProps) {
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
  if (detail !== undefined) return <OpenConversation key={roomId} detail={detail} at={at} />
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

function OpenConversation({ detail, at }: { detail: RoomDetail; at: number | undefined }) {
  const { room, members, membership } = detail
  const me = useMe()
  const { people } = useRoom(room.id)
  const actions = useMessageActions(room.id)
  const { markRead, markUnreadFrom } = useRoomActions(room.id)
  const timeline = useRef<TimelineHandle>(null)
  const composerHandle = useRef<ComposerHandle>(null)
  const [unreadAfter, setUnreadAfter] = useUnreadLine(membership)
  const place = usePlace({ at, membership, timeline })
  const log = useRoomLog(room.id, { aroundSeq: place.around })
  const { jumpTo } = place

  const shared = useMemo<Shared>(
    () => ({
      room,
      role: membership.role,
      meId: me.id,
      people,
      actions,
      jumpTo,
      reply: (entry) => composerHandle.current?.reply(entry),
      edit: (entry) => composerHandle.current?.edit(entry),
      markUnreadFrom: (seq) => {
        setUnreadAfter(seq - 1)
        markUnreadFrom(seq).catch((error: unknown) => toastError(explain(error)))
      },
    }),
    [room, membership.role, me.id, people, actions, jumpTo, setUnreadAfter, markUnreadFrom],
  )
  const others = useMemo(
    () =>
      members
        .filter(({ account, left_at }) => left_at === null && account.id !== me.id)
        .map(({ account }) => account),
    [members, me.id],
  )
  return (
    <ConversationContext value={shared}>
      <RoomHeader detail={detail} />
      {log.entries.length === 0 && log.isError ? (
        <ErrorState
          title={t('messages.error')}
          hint={t('messages.error_hint')}
          action={{ label: t('action.retry'), onClick: log.retry }}
        />
      ) : log.isLoading ? (
        <div className={classes.skeleton}>
          <SkeletonRows rows={6} label={t('messages.loading')} />
        </div>
      ) : (
        <Timeline
          key={place.visit}
          log={log}
          members={members}
          membership={membership}
          unreadAfter={unreadAfter}
          openAt={place.openAt}
          markRead={markRead}
          onLatest={() => place.toLatest(log.headSeq)}
          handle={timeline}
        />
      )}
      <TypingLine />
      <Writing
        detail={detail}
        others={others}
        entries={log.entries}
        handle={composerHandle}
        onSent={() => timeline.current?.showLatest()}
      />
    </ConversationContext>
  )
}

interface WritingProps {
  detail: RoomDetail
  others: RoomDetail['room']['people']
  entries: readonly Entry[]
  handle: Ref<ComposerHandle>
  onSent: () => void
}

/** The composer, or why nothing can be written here. */
function Writing({ detail, others, entries, handle, onSent }: WritingProps) {
  const { room } = detail
  const me = useMe()
  const person = room.kind === 'direct' ? room.people[0] : undefined
  const { profile } = useProfile(person?.id ?? '')
  if (person !== undefined && profile?.is_blocked) {
    return <p className={composer.closed}>{t('composer.blocked', { name: person.display_name })}</p>
  }
  return (
    <Composer
      others={others}
      roomName={roomName(room)}
      find={(seq) => entries.find((entry) => entry.seq === seq)}
      findLastOwn={() => entries.findLast((entry) => canEdit(entry, room, me.id)) ?? null}
      onSent={onSent}
      handle={handle}
    />
  )
}
