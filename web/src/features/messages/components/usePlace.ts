import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { TimelineHandle } from './timeline/Timeline'

/** With more unread than this the conversation opens where the unread begins, not at its end. */
const MANY_UNREAD = 40

interface PlaceOptions {
  /** The entry the address points at. */
  at: number | undefined
  /** What is unread of what is shown, when it is opened. */
  unread: { read_seq: number; unread_count: number }
  timeline: RefObject<TimelineHandle | null>
}

interface Place {
  /** Where the loaded part of the log should be; undefined for the newest. */
  around: number | undefined
  /** Where to open: at a message, at the unread line (at the end when there is none), or at the end. */
  openAt: number | 'unread' | 'end'
  /** Changes when the conversation is to be opened afresh at another place. */
  visit: number
}

export interface PlaceView extends Place {
  /** Shows an entry, loading what is around it when needed; the address follows. */
  jumpTo: (seq: number) => void
  toLatest: (headSeq: number) => void
}

/** Which part of a long conversation is shown, kept in step with the address. */
export function usePlace({ at, unread, timeline }: PlaceOptions): PlaceView {
  const navigate = useNavigate()
  const [place, setPlace] = useState<Place>(() => ({
    around: at ?? (unread.unread_count > MANY_UNREAD ? unread.read_seq : undefined),
    openAt: at ?? 'unread',
    visit: 0,
  }))
  const shown = useRef(at)

  const show = useCallback(
    (seq: number) => {
      shown.current = seq
      if (timeline.current?.show(seq)) return
      setPlace(({ visit }) => ({ around: seq, openAt: seq, visit: visit + 1 }))
    },
    [timeline],
  )
  useEffect(() => {
    if (at === shown.current) return
    if (at === undefined) shown.current = undefined
    else show(at)
  }, [at, show])

  const jumpTo = useCallback(
    (seq: number) => {
      show(seq)
      void navigate({ to: '.', search: (before) => ({ ...before, at: seq }), replace: true })
    },
    [navigate, show],
  )
  const toLatest = useCallback(
    (headSeq: number) => {
      setPlace(({ visit }) => ({ around: headSeq, openAt: 'end', visit: visit + 1 }))
      void navigate({ to: '.', search: (before) => ({ ...before, at: undefined }), replace: true })
    },
    [navigate],
  )
  return { ...place, jumpTo, toLatest }
}
