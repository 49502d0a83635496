import { useId, useState } from 'react'
import type { Entry } from '@/contract'
import { useConfig } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { toastError } from '@/ui'
import { type Mentionable, toReadable, toStored } from '../../markdown/mentions'
import { useConversation } from '../conversationContext'
import { remaining } from './length'
import { lengthProblem } from './notes'
import { useDraftText } from './useDraftText'

/** Most characters of a message until the installation has said its own limit. */
const USUAL_LENGTH = 10_240

interface EditingText {
  entry: Entry
  readable: string
  offer: Mentionable[]
}

interface WritingOptions {
  offer: readonly Mentionable[]
  onSent: () => void
}

/** What the composer holds: the room's draft, or for a while the text of an earlier message. */
export function useWriting({ offer, onSent }: WritingOptions) {
  const { room, actions } = useConversation()
  const problemId = useId()
  const draft = useDraftText(room.id, offer)
  const [editing, setEditing] = useState<EditingText | null>(null)
  const text = editing === null ? draft.readable : editing.readable
  const stored = (
    editing === null ? draft.stored : toStored(editing.readable, editing.offer)
  ).trim()
  const limit = useConfig()?.max_message_length ?? USUAL_LENGTH
  const left = remaining(stored, limit)

  const send = () => {
    if (stored === '' || left < 0) return
    const taken = draft.take()
    actions.send(stored, taken.replyToSeq).catch((error: unknown) => {
      draft.restore(taken)
      toastError(explain(error))
    })
    onSent()
  }
  const save = ({ entry }: EditingText) => {
    if (stored === '') return toastError(t('composer.empty_edit'))
    if (left < 0) return
    if (stored !== entry.state?.text) {
      actions.edit(entry.seq, stored).catch((error: unknown) => {
        setEditing(editing)
        toastError(explain(error))
      })
    }
    setEditing(null)
  }
  return {
    text,
    left,
    problemId,
    problem: lengthProblem(left, limit),
    offer: editing?.offer ?? draft.offer,
    editing: editing?.entry ?? null,
    isEmpty: text.trim() === '',
    isSaved: draft.isSaved,
    /** Whether Escape has something to leave: an edit or a reply. */
    isAside: editing !== null || draft.replyToSeq !== null,
    replyToSeq: draft.replyToSeq,
    conflict: draft.conflict,
    resolveConflict: draft.resolveConflict,
    write: (readable: string) =>
      editing === null ? draft.write(readable) : setEditing({ ...editing, readable }),
    reply: (entry: Entry) => {
      setEditing(null)
      draft.replyTo(entry.seq)
    },
    edit: (entry: Entry) => {
      const { text: readable, mentionables } = toReadable(entry.state?.text ?? '', offer)
      setEditing({ entry, readable, offer: mentionables })
    },
    cancel: () => (editing === null ? draft.replyTo(null) : setEditing(null)),
    submit: () => (editing === null ? send() : save(editing)),
  }
}
