import type { Draft } from '@/contract'
import { http, isApiError } from '@/ground/http'
import { UnsavedDrafts } from '@/ground/outbox'
import type { SyncEngine } from '@/ground/sync'
import {
  conflicted,
  type DraftState,
  type DraftText,
  heard,
  isDue,
  notSaved,
  openDraft,
  resolved,
  saved,
  saving,
  typed,
  unsaved,
} from './draft'

/** A pause in typing after which the draft is saved. */
const SAVE_AFTER_MS = 600
const RETRY_AFTER_MS = 5_000

/** Saves the draft of one room, or of one of its topics, as it is typed, never over what another device wrote. */
export class DraftSaver {
  private state: DraftState
  private readonly roomId: string
  private readonly topicId: string | null
  private readonly sync: SyncEngine
  private readonly kept: UnsavedDrafts
  private readonly listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: {
    roomId: string
    topicId: string | null
    stored: Draft | null
    sync: SyncEngine
  }) {
    this.roomId = options.roomId
    this.topicId = options.topicId
    this.sync = options.sync
    this.kept = new UnsavedDrafts(options.sync.meId)
    const opened = openDraft(options.stored)
    const left = this.kept.read(this.place)
    this.state = left === null ? opened : unsaved(opened, left)
  }

  /** Saves what an earlier page could not. */
  begin(): void {
    if (isDue(this.state)) this.saveIn(0)
  }

  get = (): DraftState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  type(text: DraftText): void {
    this.become(typed(this.state, text))
    // An emptied draft was most likely sent: the other devices learn it at once.
    this.saveIn(text.text === '' ? 0 : SAVE_AFTER_MS)
  }

  hear(stored: Draft | null): void {
    this.become(heard(this.state, stored))
  }

  resolve(choice: 'mine' | 'theirs' | 'both'): void {
    this.become(resolved(this.state, choice))
    this.saveIn(0)
  }

  /** Saves what is not saved yet, also when the page is being closed. */
  flush = (): void => {
    clearTimeout(this.timer)
    this.keep()
    void this.save()
  }

  private saveIn(delay: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.flush, delay)
  }

  private async save(): Promise<void> {
    if (!isDue(this.state)) return
    this.become(saving(this.state))
    try {
      const draft = await this.put(this.state.saving ?? this.state.shown)
      this.become(saved(this.state, draft))
      // The frame of a room's own draft names no topic.
      const topic = this.topicId === null ? {} : { topic_id: this.topicId }
      this.sync.receive({ type: 'draft', room_id: this.roomId, ...topic, draft })
      if (this.state.isDirty) this.saveIn(SAVE_AFTER_MS)
      else this.kept.remove(this.place)
    } catch (error) {
      const theirs = conflictIn(error)
      this.become(theirs ? conflicted(this.state, theirs) : notSaved(this.state))
      // Signed out: what was to be kept is kept already, and what was deleted stays so.
      if (!isApiError(error) || error.status !== 401) this.keep()
      const isTemporary = !isApiError(error) || error.isTemporary
      if (!theirs && isTemporary) this.saveIn(RETRY_AFTER_MS)
    }
  }

  /** Answers the stored draft, null when it is empty and so not kept. */
  private async put({ text, replyToSeq }: DraftText): Promise<Draft | null> {
    const draft = await http.put('/rooms/{room_id}/draft', {
      path: { room_id: this.roomId },
      body: {
        text,
        topic_id: this.topicId,
        reply_to_seq: replyToSeq,
        base_version: this.state.base,
      },
      keepalive: true,
    })
    return draft.text === '' ? null : draft
  }

  private get place(): string {
    return this.topicId ?? this.roomId
  }

  /** On this device, until the server has it: a page may be closed and a browser killed meanwhile. */
  private keep(): void {
    const { shown, base, isDirty, saving } = this.state
    const isUnsaved = isDirty || saving !== null
    if (isUnsaved && shown.text !== '') this.kept.write(this.place, { ...shown, base })
    else this.kept.remove(this.place)
  }

  private become(state: DraftState): void {
    if (state === this.state) return
    this.state = state
    for (const listener of this.listeners) listener()
  }
}

/** The draft that is stored on the server, from a refusal that says it is another one. */
function conflictIn(error: unknown): Draft | null {
  if (!isApiError(error, 'draft.conflict')) return null
  return (error.fields.draft ?? null) as Draft | null
}
