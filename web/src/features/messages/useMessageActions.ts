import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Entry, EntryState, MessageVersion } from '@/contract'
import { http } from '@/ground/http'
import { type Outbox, type PendingMessage, useOutbox } from '@/ground/outbox'
import { react, type SyncEngine, useSync } from '@/ground/sync'
import { type Uploads, useUploads } from '@/ground/uploads'
import { type CachedLog, logKey, replaceEntry } from './log'
import { type CachedTopicLog, topicLogProjection } from './topicLog'

/** What one writes. */
export interface OwnMessage {
  text: string
  replyToSeq: number | null
  topicId: string | null
  /** The files that go with it, by their ids on this device. */
  uploadIds: readonly string[]
}

export interface MessageActions {
  /**
   * Resolves once the message is stored on this device; it is sent when it can be. Rejects when it cannot be stored.
   * An answer to a message of a topic belongs to that topic, wherever it is written. With files that are still on their way to
   * the server it waits for them, and what is written after it does not.
   */
  send: (message: OwnMessage) => Promise<void>
  /** Passes a message of this room on to another one, with words of one's own or none; otherwise as `send`. */
  forward: (seq: number, to: { roomId: string; text: string }) => Promise<void>
  /** Shown at once and undone if the server refuses, in which case it rejects with ApiError; so is the next. */
  edit: (seq: number, text: string) => Promise<void>
  react: (seq: number, emoji: string, on: boolean) => Promise<void>
  retry: (clientId: string) => Promise<void>
  /** Takes back a message that the server does not have, and the files with it. */
  cancel: (clientId: string) => Promise<void>
  /** Sends it without one of its files; without any and without words there is nothing to be sent. */
  leaveOut: (message: PendingMessage, uploadId: string) => Promise<void>
}

export interface VersionsView {
  /** Oldest first. */
  versions: MessageVersion[]
  isLoading: boolean
  isError: boolean
}

/** What one can do with the messages of a room. The same object for the same room. */
export function useMessageActions(roomId: string): MessageActions {
  const client = useQueryClient()
  const sync = useSync()
  const outbox = useOutbox()
  const uploads = useUploads()
  return useMemo(
    () => messageActions(roomId, { client, sync, outbox, uploads }),
    [roomId, client, sync, outbox, uploads],
  )
}

interface Means {
  client: QueryClient
  sync: SyncEngine
  outbox: Outbox
  uploads: Uploads
}

function messageActions(roomId: string, { client, sync, outbox, uploads }: Means): MessageActions {
  const show = (seq: number, change: (entry: Entry) => Entry) => {
    client.setQueryData<CachedLog>(logKey(roomId), (log) => log && replaceEntry(log, seq, change))
    const topics = { queryKey: [topicLogProjection.prefix, roomId] }
    client.setQueriesData<CachedTopicLog>(topics, (log) => log && replaceEntry(log, seq, change))
  }
  const message = (seq: number) => ({ room_id: roomId, seq })
  const topicOf = (seq: number | null): string | null => {
    const entries = client.getQueryData<CachedLog>(logKey(roomId))?.entries
    return entries?.find((entry) => entry.seq === seq)?.topic_id ?? null
  }
  const cancel = async (clientId: string) => {
    const pending = outbox.list().find((one) => one.clientId === clientId)
    await outbox.cancel(clientId)
    await uploads.drop(pending?.uploadIds ?? [])
  }
  return {
    send: async ({ topicId, uploadIds, ...written }) => {
      const topic = topicId ?? topicOf(written.replyToSeq)
      // First the message: should the browser be killed now, its files still stand in the composer.
      const clientId = await outbox.add({ roomId, ...written, topicId: topic, uploadIds })
      await uploads.claim(uploadIds, clientId)
    },
    forward: async (seq, to) => {
      await outbox.add({ ...to, replyToSeq: null, forward: message(seq) })
    },
    edit: async (seq, text) => {
      const edited_at = new Date().toISOString()
      const before = showState(show, seq, (state) => ({ ...state, text, edited_at }))
      try {
        const entry = await http.patch('/rooms/{room_id}/messages/{seq}', {
          path: message(seq),
          body: { text },
        })
        show(seq, (known) => newerOf(known, entry))
      } catch (error) {
        showState(show, seq, (state) =>
          before && state.edited_at === edited_at
            ? { ...state, text: before.text, edited_at: before.edited_at }
            : state,
        )
        throw error
      }
    },
    react: async (seq, emoji, on) => {
      const toggle = (how: 'add' | 'remove') => (state: EntryState) => ({
        ...state,
        reactions: react(state.reactions, emoji, sync.meId, how),
      })
      showState(show, seq, toggle(on ? 'add' : 'remove'))
      const target = '/rooms/{room_id}/messages/{seq}/reactions/{emoji}'
      const path = { ...message(seq), emoji }
      try {
        await (on ? http.put(target, { path }) : http.delete(target, { path }))
      } catch (error) {
        showState(show, seq, toggle(on ? 'remove' : 'add'))
        throw error
      }
    },
    retry: (clientId) => outbox.retry(clientId),
    cancel,
    leaveOut: async ({ clientId, text, forward, uploadIds }, uploadId) => {
      if (uploadIds.length === 1 && text === '' && forward === null) return cancel(clientId)
      await outbox.leaveOut(clientId, uploadId)
      await uploads.drop([uploadId])
    },
  }
}

/** The texts a message has had. */
export function useVersions(roomId: string, seq: number): VersionsView {
  const query = useQuery({
    queryKey: ['versions', roomId, seq],
    queryFn: ({ signal }) =>
      http.get('/rooms/{room_id}/messages/{seq}/versions', {
        path: { room_id: roomId, seq },
        signal,
      }),
    staleTime: 0,
  })
  return {
    versions: query.data?.items ?? [],
    isLoading: query.isPending,
    isError: query.isError && query.data === undefined,
  }
}

type Show = (seq: number, change: (entry: Entry) => Entry) => void

/** Changes how a message is shown; answers how it was, or null when it is not loaded. */
function showState(
  show: Show,
  seq: number,
  change: (state: EntryState) => EntryState,
): EntryState | null {
  const before: EntryState[] = []
  show(seq, (entry) => {
    if (!entry.state) return entry
    before.push(entry.state)
    return { ...entry, state: change(entry.state) }
  })
  return before[0] ?? null
}

/** Of two readings of a message the later one. */
function newerOf(known: Entry, read: Entry): Entry {
  return (read.state?.state_seq ?? 0) >= (known.state?.state_seq ?? 0) ? read : known
}
