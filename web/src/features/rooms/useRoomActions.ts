import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Invitation, Membership, ReadMarker, Role } from '@/contract'
import { http } from '@/ground/http'
import { type SyncEngine, useSync } from '@/ground/sync'
import { type CachedRoom, roomKey } from './detail'
import type { InboxList } from './list'

/** Every action is shown at once and undone if the server refuses, in which case it rejects with ApiError. */
export interface RoomActions {
  star: (on: boolean) => Promise<void>
  hide: (on: boolean) => Promise<void>
  /** An RFC 3339 instant, or null to hear the room again. */
  mute: (until: string | null) => Promise<void>
  /** Moves one's own read marker forward; a `seq` before it changes nothing. */
  markRead: (seq: number) => Promise<void>
  /** Moves one's own read marker of a topic forward. */
  markTopicRead: (topicId: string, seq: number) => Promise<void>
  /** The message `seq` and what follows become unread. */
  markUnreadFrom: (seq: number) => Promise<void>
  change: (change: { title?: string; edit_window_seconds?: number | null }) => Promise<void>
  /** Nobody is added as an owner. */
  addMember: (
    accountId: string,
    history: Invitation['history'],
    role?: Invitation['role'],
  ) => Promise<void>
  removeMember: (accountId: string) => Promise<void>
  setRole: (accountId: string, role: Role) => Promise<void>
  leave: () => Promise<void>
}

/** What one can do with a room. The same object for the same room. */
export function useRoomActions(roomId: string): RoomActions {
  const client = useQueryClient()
  const sync = useSync()
  return useMemo(() => roomActions(roomId, client, sync), [roomId, client, sync])
}

function roomActions(roomId: string, client: QueryClient, sync: SyncEngine): RoomActions {
  const room = { room_id: roomId }
  const changePlace = async (change: Partial<Membership>) => {
    const undo = showPlace(roomId, client, sync, change)
    try {
      const place = await http.patch('/rooms/{room_id}/membership', {
        path: room,
        body: change,
      })
      sync.receive({ type: 'membership', removed: false, ...place })
    } catch (error) {
      undo()
      throw error
    }
  }
  const putRead = async (change: { seq: number; back: boolean }) => {
    const body = { ...change, topic_id: null }
    const marker = await http.put('/rooms/{room_id}/read', { path: room, body })
    receiveMarker(roomId, sync, marker)
  }
  const refresh = () => client.invalidateQueries({ queryKey: roomKey(roomId) })
  return {
    star: (on) => changePlace({ starred: on }),
    hide: (on) => changePlace({ hidden: on }),
    mute: (until) => changePlace({ muted_until: until }),
    markRead: async (seq) => {
      const place = findPlace(roomId, client)
      if (!place || seq <= place.read_seq) return
      if (seq >= place.head_seq) {
        receiveMarker(roomId, sync, { read_seq: seq, unread_count: 0, mention_count: 0 })
      }
      // The server answers a `read` frame with one of its own, which brings the counts.
      const frame = { type: 'read', room_id: roomId, seq, topic_id: null } as const
      if (!sync.send(frame)) await putRead({ seq, back: false })
    },
    markTopicRead: async (topicId, seq) => {
      const frame = { type: 'read', room_id: roomId, seq, topic_id: topicId } as const
      if (sync.send(frame)) return
      const body = { seq, topic_id: topicId, back: false }
      const marker = await http.put('/rooms/{room_id}/read', { path: room, body })
      const topic = { topic_id: topicId, topic_seq: seq }
      receiveMarker(roomId, sync, marker, topic)
    },
    markUnreadFrom: (seq) => putRead({ seq: Math.max(0, seq - 1), back: true }),
    change: async (change) => {
      const changed = await http.patch('/rooms/{room_id}', { path: room, body: change })
      sync.receive({ type: 'room', room: changed })
    },
    addMember: async (accountId, history, role = 'member') => {
      const body = { account_id: accountId, history, role }
      await http.post('/rooms/{room_id}/members', { path: room, body })
      await refresh()
    },
    removeMember: async (accountId) => {
      await http.delete('/rooms/{room_id}/members/{account_id}', {
        path: { ...room, account_id: accountId },
      })
      await refresh()
    },
    setRole: async (accountId, role) => {
      await http.patch('/rooms/{room_id}/members/{account_id}', {
        path: { ...room, account_id: accountId },
        body: { role },
      })
      await refresh()
    },
    leave: async () => {
      await http.delete('/rooms/{room_id}/members/{account_id}', {
        path: { ...room, account_id: sync.meId },
      })
      sync.receive({ type: 'membership', removed: true, room_id: roomId })
    },
  }
}

/** One's own place in a room, from whatever is cached of it. */
export function findPlace(roomId: string, client: QueryClient): Membership | undefined {
  const detail = client.getQueryData<CachedRoom>(roomKey(roomId))
  if (detail) return detail.membership
  for (const [, list] of client.getQueriesData<InboxList>({ queryKey: ['inbox'] })) {
    const item = list?.items.find((candidate) => candidate.room_id === roomId)
    if (item) {
      const { room: _room, ...place } = item
      return place
    }
  }
  return undefined
}

/** Shows a change of one's own place before the server confirms it; answers how to take it back. */
function showPlace(
  roomId: string,
  client: QueryClient,
  sync: SyncEngine,
  change: Partial<Membership>,
): () => void {
  const show = (partial: Partial<Membership>) => {
    const place = findPlace(roomId, client)
    if (place) sync.receive({ type: 'membership', removed: false, ...place, ...partial })
  }
  const before = findPlace(roomId, client)
  show(change)
  return () => {
    if (before) {
      show({ starred: before.starred, hidden: before.hidden, muted_until: before.muted_until })
    }
  }
}

function receiveMarker(
  roomId: string,
  sync: SyncEngine,
  marker: ReadMarker,
  topic?: { topic_id: string; topic_seq: number },
): void {
  const { read_seq: seq, ...counts } = marker
  sync.receive({ type: 'read', room_id: roomId, account_id: sync.meId, seq, ...counts, ...topic })
}
