import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ServerFrame } from '@/contract'
import { type Applied, type ApplyContext, applied, type Projection, useSync } from '@/ground/sync'

/** How long a typing frame holds (docs/wire.md). */
const HOLDS_MS = 6_000
/** Often enough that it does not lapse between two frames. */
const SEND_EVERY_MS = 3_000

/** When each person was last heard typing in a room, in milliseconds since the epoch. */
type Heard = Record<string, number>

export function applyToTyping(
  heard: Heard,
  frame: ServerFrame,
  { meId, key }: ApplyContext,
): Applied<Heard> {
  if (frame.type === 'typing' && frame.room_id === key[1] && frame.account_id !== meId) {
    return applied({ ...heard, [frame.account_id]: Date.now() })
  }
  // Whoever has sent is no longer writing.
  const sender = frame.type === 'entry' && frame.entry.kind === 'message' && frame.entry.author_id
  if (sender && frame.entry.room_id === key[1] && sender in heard) {
    const { [sender]: _sent, ...others } = heard
    return applied(others)
  }
  return applied(heard)
}

export const typingProjection: Projection<Heard> = {
  prefix: 'typing',
  apply: applyToTyping,
  resume: () => 'refetch',
}

const NOBODY: Heard = {}

/** Account ids of the people who are typing now, oneself left out, who began first first. */
export function useTyping(roomId: string): string[] {
  const { data: heard = NOBODY } = useQuery({
    queryKey: ['typing', roomId],
    queryFn: () => NOBODY,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const instant = Date.now()
    setNow(instant)
    const ends = Object.values(heard).map((at) => at + HOLDS_MS - instant)
    const timers = ends
      .filter((rest) => rest > 0)
      .map((rest) => setTimeout(() => setNow(Date.now()), rest))
    return () => timers.forEach(clearTimeout)
  }, [heard])
  return useMemo(
    () => Object.keys(heard).filter((id) => (heard[id] ?? 0) + HOLDS_MS > now),
    [heard, now],
  )
}

/** Call on every keystroke; it sends at most one frame in three seconds, and none while there is no live connection. */
export function useSendTyping(roomId: string): () => void {
  const sync = useSync()
  const last = useRef({ roomId, at: 0 })
  return () => {
    const now = Date.now()
    if (last.current.roomId === roomId && now - last.current.at < SEND_EVERY_MS) return
    if (sync.send({ type: 'typing', room_id: roomId })) last.current = { roomId, at: now }
  }
}
