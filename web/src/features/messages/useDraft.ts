import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import type { Draft } from '@/contract'
import { findPlace, useRoom } from '@/features/rooms'
import { useSync } from '@/ground/sync'
import { type DraftText, textOf } from './draft'
import { DraftSaver } from './draftSaver'

export interface DraftView {
  draft: DraftText
  setDraft: (draft: DraftText) => void
  /** Whether the server has what is shown. */
  isSaved: boolean
  /** Another device wrote something else meanwhile; neither is overwritten until one decides. */
  conflict: { mine: DraftText; theirs: DraftText } | null
  resolveConflict: (choice: 'mine' | 'theirs' | 'both') => void
}

/** A topic as far as its draft goes; undefined while that is not known. */
export interface DraftTopic {
  id: string
  draft: Draft | null | undefined
}

/** One's own unsent text in a room, or in one of its topics, the same on every device. */
export function useDraft(roomId: string, topic: DraftTopic | null): DraftView {
  const client = useQueryClient()
  const sync = useSync()
  const { detail } = useRoom(roomId)
  const topicId = topic?.id ?? null
  const saver = useMemo(() => {
    const place = topicId === null ? findPlace(roomId, client) : null
    return new DraftSaver({ roomId, topicId, sync, stored: place?.draft ?? null })
  }, [roomId, topicId, sync, client])
  const state = useSyncExternalStore(saver.subscribe, saver.get)
  const stored = topic === null ? detail?.membership.draft : topic.draft
  // Before it is drawn: a draft that is known must not appear a moment later.
  useLayoutEffect(() => {
    if (stored !== undefined) saver.hear(stored)
  }, [saver, stored])
  useEffect(() => {
    saver.begin()
    window.addEventListener('pagehide', saver.flush)
    return () => {
      window.removeEventListener('pagehide', saver.flush)
      saver.flush()
    }
  }, [saver])
  return {
    draft: state.shown,
    setDraft: (draft) => saver.type(draft),
    isSaved: !state.isDirty && state.saving === null && state.theirs === null,
    conflict: state.theirs ? { mine: state.shown, theirs: textOf(state.theirs) } : null,
    resolveConflict: (choice) => saver.resolve(choice),
  }
}
