import type { Entry, History, Role } from '@/contract'

/** The immutable bodies by kind of entry (docs/wire.md, "Kinds of entry"). */
export interface Bodies {
  'room.created': { kind: 'direct' | 'group'; title?: string | null }
  'room.changed': { title?: string; edit_window_seconds?: number | null }
  'member.added': { account_id: string; role: Role; history: History }
  'member.role_changed': { account_id: string; role: Role }
  'member.removed': { account_id: string }
  'member.left': { account_id: string }
  message: {
    text: string
    reply_to_seq?: number | null
    topic_id?: string
    mentions?: string[]
    forwarded?: Forwarded
  }
  'message.edited': { seq: number; text: string; mentions?: string[] }
  'message.deleted': { seq: number }
  'reaction.added': { seq: number; emoji: string }
  'reaction.removed': { seq: number; emoji: string }
  'message.pinned': { seq: number }
  'message.unpinned': { seq: number }
  'topic.started': { topic_id: string; name: string; seq?: number }
  'topic.renamed': { topic_id: string; name: string }
  'topic.resolved': { topic_id: string }
  'topic.reopened': { topic_id: string }
}

/** What a message passes on from another room. */
export interface Forwarded {
  author_id: string
  author_name: string
  text: string
  created_at: string
}

export type EntryKind = keyof Bodies

/** The body of an entry of that kind; null for another kind, and where the body is withheld. */
export function bodyOf<Kind extends EntryKind>(entry: Entry, kind: Kind): Bodies[Kind] | null {
  return entry.kind === kind && entry.body !== null ? (entry.body as unknown as Bodies[Kind]) : null
}

/** The message that a change entry changes, or null for every other entry and for withheld bodies. */
export function targetOf(entry: Entry): number | null {
  const change =
    bodyOf(entry, 'message.edited') ??
    bodyOf(entry, 'message.deleted') ??
    bodyOf(entry, 'reaction.added') ??
    bodyOf(entry, 'reaction.removed') ??
    bodyOf(entry, 'message.pinned') ??
    bodyOf(entry, 'message.unpinned')
  return change?.seq ?? null
}
