import type { Entry, EntryState, Reaction } from '@/contract'
import { bodyOf, targetOf } from './bodies'

/** What the server writes in a quote: at most so many characters (docs/wire.md, `Reply`). */
const EXCERPT_LENGTH = 200

/**
 * A loaded entry after a later entry of its room (rule 2 of docs/wire.md): the message that `change` is about,
 * a message that quotes it, and its edits whose text is withheld once it is deleted. The same object comes back
 * when nothing changes, also when the change is already part of its state.
 */
export function applyChange(entry: Entry, change: Entry): Entry {
  const target = targetOf(change)
  if (target === null) return entry
  if (entry.kind === 'message.edited') {
    const edited = bodyOf(entry, 'message.edited')
    return change.kind === 'message.deleted' && edited?.seq === target
      ? { ...entry, body: null }
      : entry
  }
  const { state } = entry
  if (!state) return entry
  if (entry.seq === target) return changeMessage(entry, state, change)
  if (state.reply?.seq === target) return changeQuote(entry, state, change)
  return entry
}

function changeMessage(entry: Entry, state: EntryState, change: Entry): Entry {
  if (state.state_seq >= change.seq) return entry
  const at = { state_seq: change.seq }
  const edit = bodyOf(change, 'message.edited')
  if (edit) {
    return { ...entry, state: { ...state, ...at, text: edit.text, edited_at: change.created_at } }
  }
  if (change.kind === 'message.deleted') {
    const gone = { text: null, edited_at: null, reactions: [], pin: null, ...withoutFiles(state) }
    return {
      ...entry,
      body: null,
      state: { ...state, ...at, ...gone, deleted_at: change.created_at },
    }
  }
  if (change.kind === 'message.unpinned') return { ...entry, state: { ...state, ...at, pin: null } }
  if (change.kind === 'message.pinned' && change.author_id !== null) {
    const pin = { account_id: change.author_id, pinned_at: change.created_at }
    return { ...entry, state: { ...state, ...at, pin } }
  }
  const added = bodyOf(change, 'reaction.added')
  const reaction = added ?? bodyOf(change, 'reaction.removed')
  if (!reaction || change.author_id === null) return entry
  const reactions = react(
    state.reactions,
    reaction.emoji,
    change.author_id,
    added ? 'add' : 'remove',
  )
  return { ...entry, state: { ...state, ...at, reactions } }
}

/** A state that has no files may leave them out, and then goes on doing so. */
function withoutFiles(state: EntryState): object {
  return 'files' in state ? { files: [] } : {}
}

function changeQuote(entry: Entry, state: EntryState, change: Entry): Entry {
  const { reply } = state
  if (!reply || reply.deleted) return entry
  const edit = bodyOf(change, 'message.edited')
  if (edit) {
    return { ...entry, state: { ...state, reply: { ...reply, excerpt: excerptOf(edit.text) } } }
  }
  if (change.kind !== 'message.deleted') return entry
  return { ...entry, state: { ...state, reply: { ...reply, excerpt: '', deleted: true } } }
}

/** The reactions of a message after one more or one less; an emoji that nobody uses any more goes. */
export function react(
  reactions: Reaction[],
  emoji: string,
  accountId: string,
  how: 'add' | 'remove',
): Reaction[] {
  const existing = reactions.find((reaction) => reaction.emoji === emoji)
  const others = (existing?.account_ids ?? []).filter((id) => id !== accountId)
  if (how === 'remove') {
    return reactions
      .map((reaction) => (reaction === existing ? { emoji, account_ids: others } : reaction))
      .filter((reaction) => reaction.account_ids.length > 0)
  }
  if (!existing) return [...reactions, { emoji, account_ids: [accountId] }]
  if (existing.account_ids.includes(accountId)) return reactions
  return reactions.map((reaction) =>
    reaction === existing ? { emoji, account_ids: [...others, accountId] } : reaction,
  )
}

/** The first characters of a text on one line with links reduced to their words, as the server makes it (`excerpt_of`). */
export function excerptOf(text: string): string {
  const start = Array.from(text)
    .slice(0, EXCERPT_LENGTH * 4)
    .join('')
  const flat = start
    .replace(/!?\[([^\]\n]*)\]\([^)\p{White_Space}]*\)/gu, '$1')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/^ | $/g, '')
  const characters = Array.from(flat)
  if (characters.length <= EXCERPT_LENGTH) return flat
  return `${characters.slice(0, EXCERPT_LENGTH - 1).join('')}…`
}
