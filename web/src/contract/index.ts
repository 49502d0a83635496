/** An instant: RFC 3339 in UTC with six decimals and `Z`. */
export type Instant = string

export interface Money {
  amount_minor: number
  currency: string
}

export interface AccountBrief {
  id: string
  display_name: string
  headline: string
  time_zone: string
  country: string | null
}

export interface Profile extends AccountBrief {
  about: string
  skills: string[]
  locale: string
  hourly_rate: Money | null
  created_at: Instant
  is_blocked: boolean
}

export interface Me {
  id: string
  email: string
  email_verified: boolean
  display_name: string
  headline: string
  about: string
  skills: string[]
  country: string | null
  time_zone: string
  locale: string
  hourly_rate: Money | null
  is_operator: boolean
  shows_presence: boolean
  shows_typing: boolean
  enter_sends: boolean
  created_at: Instant
}

export type RoomKind = 'direct' | 'group'
export type Role = 'owner' | 'admin' | 'member'
export type History = 'full' | 'from_now'
export type InboxFilter = 'all' | 'unread' | 'starred' | 'drafts' | 'hidden'

export interface Room {
  id: string
  kind: RoomKind
  title: string | null
  created_at: Instant
  created_by: string | null
  member_count: number
  /** Up to 8 current members, the viewer left out. */
  people: AccountBrief[]
  /** null: no limit. */
  edit_window_seconds: number | null
}

export interface RoomMember {
  account: AccountBrief
  role: Role
  joined_at: Instant
  left_at: Instant | null
  read_seq: number
}

export interface Draft {
  room_id: string
  text: string
  reply_to_seq: number | null
  version: number
  updated_at: Instant
}

export type EntryKind =
  | 'room.created'
  | 'room.changed'
  | 'member.added'
  | 'member.role_changed'
  | 'member.removed'
  | 'member.left'
  | 'message'
  | 'message.edited'
  | 'message.deleted'
  | 'reaction.added'
  | 'reaction.removed'

export interface Reaction {
  emoji: string
  account_ids: string[]
}

export interface Reply {
  seq: number
  author_id: string | null
  excerpt: string
  deleted: boolean
}

export interface EntryState {
  text: string | null
  edited_at: Instant | null
  deleted_at: Instant | null
  reactions: Reaction[]
  reply: Reply | null
  state_seq: number
}

export interface Entry {
  room_id: string
  seq: number
  id: string
  kind: EntryKind
  author_id: string | null
  client_id: string | null
  created_at: Instant
  body: Record<string, unknown> | null
  state: EntryState | null
}

export interface Membership {
  room_id: string
  role: Role
  from_seq: number
  head_seq: number
  read_seq: number
  unread_count: number
  mention_count: number
  starred: boolean
  hidden: boolean
  muted_until: Instant | null
  last_entry: Entry | null
  draft: Draft | null
}

export interface InboxItem extends Membership {
  room: Room
}

export interface RoomDetail {
  room: Room
  /** Also those who left. */
  members: RoomMember[]
  membership: Membership
}

export interface InboxPage {
  items: InboxItem[]
  next: string | null
  unread_total: number
}

export interface EntriesPage {
  items: Entry[]
  head_seq: number
  from_seq: number
}

export interface Config {
  version: string
  demo: boolean
  development: boolean
  max_message_length: number
  typing_seconds: number
}

export interface Session {
  id: string
  created_at: Instant
  last_seen_at: Instant
  user_agent: string
  address: string
  current: boolean
}

export interface Token {
  id: string
  name: string
  created_at: Instant
  last_used_at: Instant | null
}

export interface NewToken {
  id: string
  name: string
  created_at: Instant
  token: string
}

export interface MailBrief {
  id: string
  to: string
  subject: string
  created_at: Instant
}

export interface Mail extends MailBrief {
  text: string
  html: string | null
}

export interface MessageVersion {
  text: string
  created_at: Instant
}

export interface Presence {
  account_id: string
  online: boolean
  last_seen_at: Instant | null
}

export interface ReadMarker {
  read_seq: number
  unread_count: number
  mention_count: number
}

export interface ReadyFrame {
  type: 'ready'
  account_id: string
  server_time: Instant
  protocol: 1
}
export interface AckFrame {
  type: 'ack'
  request_id: string
  room_id: string
  seq: number
  id: string
}
export interface ErrorFrame {
  type: 'error'
  request_id?: string | null
  code: string
  detail: string
  fields?: Record<string, unknown> | null
}
export interface EntryFrame {
  type: 'entry'
  entry: Entry
}
export interface RoomFrame {
  type: 'room'
  room: Room
}
export type MembershipFrame =
  | ({ type: 'membership'; removed: false } & Membership)
  | { type: 'membership'; removed: true; room_id: string }
export interface ReadFrame {
  type: 'read'
  room_id: string
  account_id: string
  seq: number
  unread_count?: number | null
  mention_count?: number | null
}
export interface DraftFrame {
  type: 'draft'
  room_id: string
  draft: Draft | null
}
export interface TypingFrame {
  type: 'typing'
  room_id: string
  account_id: string
}
export interface PresenceFrame extends Presence {
  type: 'presence'
}
export interface AccountFrame {
  type: 'account'
  account: AccountBrief
}
export interface PongFrame {
  type: 'pong'
}

export type ServerFrame =
  | ReadyFrame
  | AckFrame
  | ErrorFrame
  | EntryFrame
  | RoomFrame
  | MembershipFrame
  | ReadFrame
  | DraftFrame
  | TypingFrame
  | PresenceFrame
  | AccountFrame
  | PongFrame

export interface MessageSendFrame {
  type: 'message.send'
  request_id: string
  room_id: string
  client_id: string
  text: string
  reply_to_seq?: number | null
}
export interface ReadSendFrame {
  type: 'read'
  room_id: string
  seq: number
}
export interface TypingSendFrame {
  type: 'typing'
  room_id: string
}
export interface PingFrame {
  type: 'ping'
}

export type ClientFrame = MessageSendFrame | ReadSendFrame | TypingSendFrame | PingFrame
