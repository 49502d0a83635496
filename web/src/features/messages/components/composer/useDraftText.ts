import { useMemo, useState } from 'react'
import { type DraftText, useDraft } from '@/features/messages'
import { type Mentionable, toReadable, toStored } from '../../markdown/mentions'

interface Writing {
  /** As stored: mentions are links. */
  stored: string
  /** As the text field shows it: mentions are names. */
  readable: string
  /** Who can be mentioned, with those the text mentions who are no longer in the room. */
  offer: Mentionable[]
}

function open(stored: string, people: readonly Mentionable[]): Writing {
  const { text, mentionables } = toReadable(stored, people)
  return { stored, readable: text, offer: mentionables }
}

export interface DraftEditing extends Writing {
  replyToSeq: number | null
  isSaved: boolean
  write: (readable: string) => void
  replyTo: (seq: number | null) => void
  /** Empties the draft and answers what it held. */
  take: () => DraftText
  /** Puts back what was taken, when it could not be sent. */
  restore: (draft: DraftText) => void
  conflict: { mine: DraftText; theirs: DraftText } | null
  resolveConflict: (choice: 'mine' | 'theirs' | 'both') => void
}

/** The draft of a room as a person edits it; what another device writes shows up as soon as it is known here. */
export function useDraftText(roomId: string, people: readonly Mentionable[]): DraftEditing {
  const { draft, setDraft, isSaved, conflict, resolveConflict } = useDraft(roomId)
  const [writing, setWriting] = useState(() => open(draft.text, people))
  const [seen, setSeen] = useState(draft.text)
  if (draft.text !== seen) {
    setSeen(draft.text)
    if (draft.text !== writing.stored) setWriting(open(draft.text, people))
  }
  const offer = useMemo(
    () => toReadable(writing.stored, people).mentionables,
    [writing.stored, people],
  )
  const put = (next: DraftText, readable: string) => {
    setWriting({ stored: next.text, readable, offer })
    setDraft(next)
  }
  return {
    ...writing,
    offer,
    replyToSeq: draft.replyToSeq,
    isSaved,
    conflict,
    resolveConflict,
    write: (readable) =>
      put({ text: toStored(readable, offer), replyToSeq: draft.replyToSeq }, readable),
    replyTo: (seq) => setDraft({ text: writing.stored, replyToSeq: seq }),
    take: () => {
      put({ text: '', replyToSeq: null }, '')
      return { text: writing.stored, replyToSeq: draft.replyToSeq }
    },
    restore: (taken) => put(taken, open(taken.text, people).readable),
  }
}
