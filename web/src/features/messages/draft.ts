import type { Draft } from '@/contract'

export interface DraftText {
  text: string
  replyToSeq: number | null
}

/** A draft as it is edited here, beside what the server has. */
export interface DraftState {
  shown: DraftText
  /** Version the server had when `shown` was last equal to it; null when it had none. */
  base: number | null
  /** What is being saved; null when nothing is. */
  saving: DraftText | null
  /** Whether `shown` differs from what was last saved or read. */
  isDirty: boolean
  /** What another device wrote meanwhile, until one decides. Nothing is saved before. */
  theirs: Draft | null
}

export const NO_DRAFT: DraftText = { text: '', replyToSeq: null }

export function openDraft(stored: Draft | null): DraftState {
  return {
    shown: textOf(stored),
    base: stored?.version ?? null,
    saving: null,
    isDirty: false,
    theirs: null,
  }
}

/** What only this device has, over the draft it was written over. */
export function unsaved(
  state: DraftState,
  { base, ...shown }: DraftText & { base: number | null },
): DraftState {
  return { ...state, shown, base, isDirty: true }
}

export function typed(state: DraftState, shown: DraftText): DraftState {
  return { ...state, shown, isDirty: true }
}

/** What the server has now, as a frame or a fetch tells. Text that is being written here is left alone: saving it will tell. */
export function heard(state: DraftState, stored: Draft | null): DraftState {
  if (state.isDirty || state.saving || state.theirs) return state
  // A frame that was overtaken on its way.
  if (stored !== null && state.base !== null && stored.version < state.base) return state
  if ((stored?.version ?? null) === state.base && isSame(state.shown, textOf(stored))) return state
  return openDraft(stored)
}

export function saving(state: DraftState): DraftState {
  return { ...state, saving: state.shown, isDirty: false }
}

export function saved(state: DraftState, stored: Draft | null): DraftState {
  return { ...state, saving: null, base: stored?.version ?? null }
}

/** The server could not be reached or refused: it is still to be saved. */
export function notSaved(state: DraftState): DraftState {
  return { ...state, saving: null, isDirty: true }
}

/** Another device wrote something else. The same text on both is no conflict. */
export function conflicted(state: DraftState, theirs: Draft): DraftState {
  if (isSame(state.shown, textOf(theirs))) return { ...openDraft(theirs), shown: state.shown }
  return { ...notSaved(state), theirs }
}

/** Ends a conflict with one text or with both, theirs first. */
export function resolved(state: DraftState, choice: 'mine' | 'theirs' | 'both'): DraftState {
  const { theirs, shown } = state
  if (!theirs) return state
  if (choice === 'theirs') return openDraft(theirs)
  const both = { ...shown, text: [theirs.text, shown.text].filter(Boolean).join('\n\n') }
  return {
    shown: choice === 'both' ? both : shown,
    base: theirs.version,
    saving: null,
    isDirty: true,
    theirs: null,
  }
}

/** Whether there is something to save and nothing in the way. */
export function isDue(state: DraftState): boolean {
  return state.isDirty && !state.saving && !state.theirs
}

export function textOf(stored: Draft | null): DraftText {
  return stored ? { text: stored.text, replyToSeq: stored.reply_to_seq } : NO_DRAFT
}

function isSame(one: DraftText, other: DraftText): boolean {
  return one.text === other.text && one.replyToSeq === other.replyToSeq
}
