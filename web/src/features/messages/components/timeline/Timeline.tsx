import { Loader } from '@mantine/core'
import {
  type FocusEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useState,
} from 'react'
import type { RoomMember } from '@/contract'
import type { RoomLogView } from '@/features/messages'
import { t } from '@/ground/i18n'
import { ScrollRegion, useAnchoredList, useRovingFocus } from '@/ui'
import { useConversation } from '../conversationContext'
import { MessageRow } from '../message/MessageRow'
import { PendingRow } from '../message/PendingRow'
import { JumpToLatest } from './JumpToLatest'
import { DayLine, NoticeLine, StartLine, UnreadLine } from './lines'
import { buildTimeline, keyOfSeq, lastSeenOwn, seenMarks, type TimelineItem } from './model'
import { useAnnounceNew, useMarkRead } from './reading'
import classes from './Timeline.module.css'

/** A guess at the height of a line before it is measured, in pixels. */
const GUESS: Record<TimelineItem['type'], number> = {
  start: 64,
  day: 44,
  unread: 32,
  notice: 32,
  message: 56,
  pending: 56,
}

/** How long the message an address points at stands out. */
const TARGET_MS = 2_500

export interface TimelineHandle {
  /** Brings a loaded message to the middle and lets it stand out; false when it is not loaded. */
  show: (seq: number) => boolean
  showLatest: () => void
}

interface TimelineProps {
  log: RoomLogView
  members: readonly RoomMember[]
  /** Unread messages further down. */
  unreadCount: number
  unreadAfter: number | null
  /** Where to open: at a message, at the unread line (at the end when there is none), or at the end. */
  openAt: number | 'unread' | 'end'
  markRead: (seq: number) => Promise<void>
  /** Leaves a part of the past for the newest messages. */
  onLatest: () => void
  handle: Ref<TimelineHandle>
}

/** The conversation itself, drawn only where it is looked at. */
export function Timeline(props: TimelineProps) {
  const { log, members, unreadCount, unreadAfter, openAt, markRead, onLatest, handle } = props
  const { meId, people, room } = useConversation()
  const { entries, pending, hasOlder, hasNewer } = log
  const [target, setTarget] = useState(typeof openAt === 'number' ? openAt : undefined)
  const [focusedKey, setFocusedKey] = useState<string | null>(null)
  const [pointedKey, setPointedKey] = useState<string | null>(null)

  const items = useMemo(
    () => buildTimeline({ entries, pending, reachesStart: !hasOlder, meId, unreadAfter }),
    [entries, pending, hasOlder, meId, unreadAfter],
  )
  const keys = useMemo(() => items.map(({ key }) => key), [items])
  const list = useAnchoredList({
    keys,
    estimateSize: useCallback((index: number) => GUESS[items[index]?.type ?? 'message'], [items]),
    followsEnd: !hasNewer,
    openAt: openingOf(items, openAt),
    loadBefore: hasOlder ? log.loadOlder : null,
    loadAfter: hasNewer ? log.loadNewer : null,
  })
  const { virtualizer, scrollRef, scrollToKey, scrollToEnd, isAtEnd } = list
  const isAtLatest = isAtEnd && !hasNewer && entries.length > 0
  useMarkRead({ isAtLatest, headSeq: log.headSeq, markRead })
  useAnnounceNew({ entries, isLive: !hasNewer, meId, people })

  const showLatest = useCallback(() => {
    if (hasNewer) onLatest()
    else scrollToEnd()
  }, [hasNewer, onLatest, scrollToEnd])
  const show = useCallback(
    (seq: number) => {
      const isLoaded = seq >= (entries[0]?.seq ?? 0) && seq <= (entries.at(-1)?.seq ?? 0)
      const key = isLoaded ? keyOfSeq(items, seq) : null
      const isShown = key !== null && scrollToKey(key)
      if (isShown) setTarget(seq)
      return isShown
    },
    [entries, items, scrollToKey],
  )
  useImperativeHandle(handle, () => ({ show, showLatest }), [show, showLatest])
  useEffect(() => {
    if (target === undefined) return
    const timer = window.setTimeout(() => setTarget(undefined), TARGET_MS)
    return () => window.clearTimeout(timer)
  }, [target])

  const isAlone = items.every(({ type }) => type !== 'message' && type !== 'pending')
  const drawn = virtualizer.getVirtualItems()
  const roving = useRovingFocus({
    count: items.length,
    initial: items.length - 1,
    drawn: { first: drawn[0]?.index ?? 0, last: drawn.at(-1)?.index ?? 0 },
    reveal: useCallback((index: number) => virtualizer.scrollToIndex(index), [virtualizer]),
  })
  const marks = useMemo(
    () => seenIn(items, members, meId, room.kind === 'direct'),
    [items, members, meId, room.kind],
  )

  return (
    <div className={classes.frame}>
      <ScrollRegion ref={scrollRef} label={t('messages.timeline')} className={classes.scroll}>
        {hasOlder && entries.length > 0 ? (
          <div className={classes.older} aria-hidden="true">
            <Loader size="xs" type="dots" />
          </div>
        ) : null}
        <div className={classes.space} style={{ height: virtualizer.getTotalSize() }}>
          <ol
            {...roving.listProps}
            className={classes.list}
            onMouseLeave={() => setPointedKey(null)}
            style={{ transform: `translateY(${drawn[0]?.start ?? 0}px)` }}
          >
            {drawn.map(({ index, key }) => {
              const item = items[index]
              if (item === undefined) return null
              const stop = roving.itemProps(index)
              return (
                <li
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className={classes.item}
                  {...stop}
                  onMouseOver={() => setPointedKey(item.key)}
                  onFocus={() => {
                    stop.onFocus()
                    setFocusedKey(item.key)
                  }}
                  onBlur={(event: FocusEvent) => {
                    if (!event.currentTarget.contains(event.relatedTarget)) setFocusedKey(null)
                  }}
                >
                  <TimelineLine
                    item={item}
                    marks={marks}
                    isActive={focusedKey === item.key || pointedKey === item.key}
                    target={target}
                    fromSeq={log.fromSeq}
                    isAlone={isAlone}
                  />
                </li>
              )
            })}
          </ol>
        </div>
      </ScrollRegion>
      {isAtEnd && !hasNewer ? null : <JumpToLatest count={unreadCount} onJump={showLatest} />}
    </div>
  )
}

function openingOf(items: readonly TimelineItem[], openAt: TimelineProps['openAt']) {
  if (openAt === 'end') return null
  if (openAt !== 'unread') {
    const key = keyOfSeq(items, openAt)
    return key === null ? null : { key, align: 'center' as const }
  }
  return items.some(({ type }) => type === 'unread')
    ? { key: 'unread', align: 'start' as const }
    : null
}

interface Marks {
  seenBy: ReadonlyMap<string, string[]>
  /** In a room of two: the last own message the other one has read, and the last own message. */
  seen: string | null
  sent: string | null
}

function seenIn(
  items: readonly TimelineItem[],
  members: readonly RoomMember[],
  meId: string,
  isDirect: boolean,
): Marks {
  if (!isDirect) return { seenBy: seenMarks(items, members, meId), seen: null, sent: null }
  const readSeq = members.find(({ account }) => account.id !== meId)?.read_seq ?? 0
  const last = items.findLast((item) => item.type === 'message')
  const isOwn = last?.type === 'message' && last.entry.author_id === meId
  const seen = lastSeenOwn(items, readSeq, meId)
  return { seenBy: new Map(), seen, sent: isOwn ? last.key : null }
}

interface TimelineLineProps {
  item: TimelineItem
  marks: Marks
  isActive: boolean
  target: number | undefined
  fromSeq: number
  isAlone: boolean
}

function TimelineLine({
  item,
  marks,
  isActive,
  target,
  fromSeq,
  isAlone,
}: TimelineLineProps): ReactNode {
  switch (item.type) {
    case 'start':
      return <StartLine isFirst={fromSeq <= 1} isAlone={isAlone} />
    case 'day':
      return <DayLine at={item.at} />
    case 'unread':
      return <UnreadLine />
    case 'notice':
      return <NoticeLine entry={item.entry} />
    case 'pending':
      return <PendingRow message={item.message} isHead={item.isHead} />
    case 'message':
      return (
        <MessageRow
          entry={item.entry}
          isHead={item.isHead}
          isActive={isActive}
          isTarget={target === item.entry.seq}
          delivery={item.key === marks.seen ? 'seen' : item.key === marks.sent ? 'sent' : null}
          seenBy={marks.seenBy.get(item.key)}
        />
      )
  }
}
