import { type Ref, type RefObject, useMemo } from 'react'
import type { Entry, RoomDetail } from '@/contract'
import { DropZone } from '@/features/files'
import type { RoomLogView } from '@/features/messages'
import { roomName, useProfile } from '@/features/rooms'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { Place, SkeletonRows } from '@/ui'
import classes from './Conversation.module.css'
import { Composer, type ComposerHandle } from './composer/Composer'
import composerClasses from './composer/Composer.module.css'
import { useConversation } from './conversationContext'
import { MissingMessages } from './MissingMessages'
import { canEdit } from './permissions'
import { Timeline, type TimelineHandle } from './timeline/Timeline'
import { TypingLine } from './timeline/TypingLine'
import type { PlaceView } from './usePlace'

interface TalkProps {
  detail: RoomDetail
  log: RoomLogView
  place: PlaceView
  unreadAfter: number | null
  /** Unread messages of what is shown. */
  unreadCount: number
  markRead: (seq: number) => Promise<void>
  timeline: RefObject<TimelineHandle | null>
  composer: Ref<ComposerHandle>
}

/** What was said, and where one answers: of the whole room or of a topic. */
export function Talk(props: TalkProps) {
  const { detail, log, place, unreadAfter, unreadCount, markRead, timeline, composer } = props
  const isMissing = log.entries.length === 0 && log.isError
  const isEmpty = isMissing && log.pending.length === 0
  return (
    <>
      {isMissing ? <MissingMessages isAlone={isEmpty} onRetry={log.retry} /> : null}
      {isEmpty ? null : log.isLoading ? (
        <div className={classes.skeleton}>
          <SkeletonRows rows={6} label={t('messages.loading')} />
        </div>
      ) : (
        <Timeline
          key={place.visit}
          log={log}
          members={detail.members}
          unreadCount={unreadCount}
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
        entries={log.entries}
        handle={composer}
        onSent={() => timeline.current?.showLatest()}
      />
    </>
  )
}

interface WritingProps {
  detail: RoomDetail
  entries: readonly Entry[]
  handle: Ref<ComposerHandle>
  onSent: () => void
}

/** The composer, or why nothing can be written here. */
function Writing({ detail: { room, members }, entries, handle, onSent }: WritingProps) {
  const me = useMe()
  const { topic } = useConversation()
  const person = room.kind === 'direct' ? room.people[0] : undefined
  const { profile } = useProfile(person?.id ?? '')
  const others = useMemo(
    () =>
      members
        .filter(({ account, left_at }) => left_at === null && account.id !== me.id)
        .map(({ account }) => account),
    [members, me.id],
  )
  if (person !== undefined && profile?.is_blocked) {
    return (
      <p className={composerClasses.closed}>
        {t('composer.blocked', { name: person.display_name })}
      </p>
    )
  }
  return (
    <Place name="editor" takesFocus>
      <DropZone place={topic?.id ?? room.id} name={topic?.name ?? roomName(room)} />
      <Composer
        others={others}
        roomName={topic?.name ?? roomName(room)}
        topicId={topic?.id}
        find={(seq) => entries.find((entry) => entry.seq === seq)}
        findLastOwn={() => entries.findLast((entry) => canEdit(entry, room, me.id)) ?? null}
        onSent={onSent}
        handle={handle}
      />
    </Place>
  )
}
