import { vi } from 'vitest'
import type { AccountBrief, Entry, EntryState, Me, Room } from '@/contract'
import type { TopicsView } from '@/features/messages'
import type { Conversation } from './conversationContext'

export const ME = '0192f0c1-0000-7000-8000-0000000000aa'
export const MARA = '0192f0c1-0000-7000-8000-000000000001'
export const JOAO = '0192f0c1-0000-7000-8000-000000000002'
export const ROOM = '0192f0c1-0000-7000-8000-0000000000ff'

export function person(id: string, name: string): AccountBrief {
  return { id, display_name: name, headline: '', time_zone: 'UTC', country: null }
}

export const mara = person(MARA, 'Mara Lindqvist')
export const joao = person(JOAO, 'João')

export const me: Me = {
  ...person(ME, 'Ann Example'),
  email: 'ann@example.com',
  email_verified: true,
  about: '',
  skills: [],
  locale: 'en',
  hourly_rate: null,
  is_operator: false,
  shows_presence: true,
  shows_typing: true,
  enter_sends: true,
  created_at: '2026-01-01T00:00:00.000000Z',
}

export function aRoom(changes: Partial<Room> = {}): Room {
  return {
    id: ROOM,
    kind: 'group',
    title: 'Website relaunch',
    created_at: '2026-01-01T00:00:00.000000Z',
    created_by: ME,
    member_count: 3,
    people: [mara, joao],
    edit_window_seconds: 900,
    ...changes,
  }
}

/** A message as the log holds it, written a minute ago unless `entry` says otherwise. */
export function aMessage(entry: Partial<Entry> = {}, state: Partial<EntryState> = {}): Entry {
  const seq = entry.seq ?? 7
  return {
    room_id: ROOM,
    seq,
    id: `entry-${seq}`,
    kind: 'message',
    author_id: MARA,
    client_id: `client-${seq}`,
    created_at: new Date(Date.now() - 60_000).toISOString(),
    body: {},
    state: {
      text: 'The wordmark is ready',
      edited_at: null,
      deleted_at: null,
      reactions: [],
      reply: null,
      pin: null,
      state_seq: seq,
      ...state,
    },
    ...entry,
  }
}

const noTopics: TopicsView = {
  topics: [],
  byId: new Map(),
  byRoot: new Map(),
  isLoading: false,
  isError: false,
  retry: vi.fn(),
  hasMore: false,
  loadMore: vi.fn(),
}

export function aConversation(changes: Partial<Conversation> = {}): Conversation {
  const done = () => vi.fn(() => Promise.resolve())
  return {
    room: aRoom(),
    role: 'member',
    meId: ME,
    people: new Map([mara, joao, person(ME, me.display_name)].map((one) => [one.id, one])),
    actions: {
      send: done(),
      forward: done(),
      edit: done(),
      react: done(),
      retry: done(),
      cancel: done(),
      leaveOut: done(),
    },
    reply: vi.fn(),
    edit: vi.fn(),
    jumpTo: vi.fn(),
    markUnreadFrom: vi.fn(),
    topics: noTopics,
    topic: null,
    openTopic: vi.fn(),
    ask: vi.fn(),
    pin: vi.fn(),
    remove: vi.fn(),
    ...changes,
  }
}
