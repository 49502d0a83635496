import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
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

/** One's own unsent text in a room, the same on every device. */
export function useDraft(roomId: string): DraftView {
  const client = useQueryClient()
  const sync = useSync()
  const { detail } = useRoom(roomId)
  const saver = useMemo(
    () => new DraftSaver({ roomId, sync, stored: findPlace(roomId, client)?.draft ?? null }),
    [roomId, sync, client],
  )
  const state = useSyncExternalStore(saver.subscribe, saver.get)
  const stored = detail?.membership.draft
  useEffect(() => {
    if (stored !== undefined) saver.hear(stored)
  }, [saver, stored])
  useEffect(() => {
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
