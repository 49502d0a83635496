import { useEffect, useRef, useState } from 'react'
import type { AccountBrief, Entry, Membership } from '@/contract'
import { announce } from '@/ground/announce'
import { t } from '@/ground/i18n'
import { plainLine } from '../../markdown/plain'
import { nameIn } from '../names'
import { useAttention } from './useAttention'

/** More new messages than this at once are counted instead of read out. */
const MOST_READ_OUT = 3

interface ReadingState {
  /** Whether the newest entry is on the screen. */
  isAtLatest: boolean
  headSeq: number
  markRead: (seq: number) => Promise<void>
}

/**
 * Moves the read marker to the newest entry once a person has it in front of them.
 *
 * Each entry is marked at most once in a visit, so that "mark unread from here" holds until something new
 * comes or the room is opened again.
 */
export function useMarkRead({ isAtLatest, headSeq, markRead }: ReadingState): void {
  const isWatched = useAttention()
  const marked = useRef(0)
  useEffect(() => {
    if (!isWatched || !isAtLatest || headSeq <= marked.current) return
    marked.current = headSeq
    // A refusal needs no message: the marker moves with the next entry, and the badge tells the truth meanwhile.
    markRead(headSeq).catch(() => undefined)
  }, [isWatched, isAtLatest, headSeq, markRead])
}

/**
 * After which entry the line "new since you were here" stands, or null for none.
 *
 * It stays where it was on opening; coming back to the window with something unread moves it there.
 */
export function useUnreadLine(state: Pick<Membership, 'unread_count' | 'read_seq'>) {
  const { unread_count: unread, read_seq: readSeq } = state
  const [after, setAfter] = useState(unread > 0 ? readSeq : null)
  const isWatched = useAttention()
  const [wasWatched, setWasWatched] = useState(isWatched)
  if (wasWatched !== isWatched) {
    setWasWatched(isWatched)
    if (isWatched && unread > 0) setAfter(readSeq)
  }
  return [after, setAfter] as const
}

interface Announcing {
  entries: readonly Entry[]
  isLive: boolean
  meId: string
  people: ReadonlyMap<string, AccountBrief>
}

/** Has screen readers say, politely, what others write while the conversation is open. */
export function useAnnounceNew({ entries, isLive, meId, people }: Announcing): void {
  const said = useRef<number | null>(null)
  useEffect(() => {
    const newest = entries.at(-1)?.seq ?? 0
    const before = said.current
    said.current = newest
    if (before === null || before === 0 || !isLive || newest <= before) return
    const fresh = entries.filter(
      ({ seq, kind, author_id }) => seq > before && kind === 'message' && author_id !== meId,
    )
    if (fresh.length > MOST_READ_OUT) {
      announce(t('messages.announce_many', { count: fresh.length }))
      return
    }
    const lines = fresh.map((entry) =>
      t('messages.announce', {
        name: nameIn(people, entry.author_id),
        text: plainLine(entry.state?.text ?? ''),
      }),
    )
    if (lines.length > 0) announce(lines.join('. '))
  }, [entries, isLive, meId, people])
}
