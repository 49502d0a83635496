import { useId, useState } from 'react'
import type { Entry } from '@/contract'
import { type DraftText, useDraft } from '@/features/messages'
import { useConfig } from '@/features/session'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { useUploadsAt } from '@/ground/uploads'
import { toastError } from '@/ui'
import { useConversation } from '../conversationContext'
import { remaining } from './length'
import { lengthProblem } from './notes'

/** Most characters of a message until the installation has said its own limit. */
const USUAL_LENGTH = 10_240
const NOTHING: DraftText = { text: '', replyToSeq: null }

interface EditingText {
  entry: Entry
  text: string
}

interface WritingOptions {
  /** The topic that is written in; undefined for the room itself. */
  topicId: string | undefined
  onSent: () => void
}

/** What the composer holds, as Markdown: the draft of the room or topic, or for a while the text of an earlier message. */
export function useWriting({ topicId, onSent }: WritingOptions) {
  const { room, topic, actions } = useConversation()
  const problemId = useId()
  const { draft, setDraft, isSaved, conflict, resolveConflict } = useDraft(
    room.id,
    topicId === undefined
      ? null
      : { id: topicId, draft: topic?.id === topicId ? topic.draft : undefined },
  )
  const [editing, setEditing] = useState<EditingText | null>(null)
  const stored = editing?.text ?? draft.text
  const text = stored.trim()
  const limit = useConfig()?.max_message_length ?? USUAL_LENGTH
  const left = remaining(text, limit)
  const place = topicId ?? room.id
  const uploads = useUploadsAt(place)
  const isEmpty = text === '' && (editing !== null || uploads.length === 0)

  const send = () => {
    if (isEmpty || left < 0) return
    // What cannot be sent is not left out without a word.
    if (uploads.some(({ status }) => status === 'failed'))
      return toastError(t('files.failed_first'))
    setDraft(NOTHING)
    const { replyToSeq } = draft
    const uploadIds = uploads.map(({ id }) => id)
    const sent = actions.send({ text, replyToSeq, topicId: topicId ?? null, uploadIds })
    sent.catch((error: unknown) => {
      setDraft(draft)
      toastError(explain(error))
    })
    onSent()
  }
  const save = ({ entry }: EditingText) => {
    if (text === '') return toastError(t('composer.empty_edit'))
    if (left < 0) return
    if (text !== entry.state?.text) {
      actions.edit(entry.seq, text).catch((error: unknown) => {
        setEditing(editing)
        toastError(explain(error))
      })
    }
    setEditing(null)
  }
  const reply = (replyToSeq: number | null) => setDraft({ text: draft.text, replyToSeq })
  return {
    stored,
    left,
    problemId,
    problem: lengthProblem(left, limit),
    editing: editing?.entry ?? null,
    isEmpty,
    /** Where files are put: the room, or the topic. */
    place,
    uploads: editing === null ? uploads : [],
    isSaved,
    /** Whether Escape has something to leave: an edit or a reply. */
    isAside: editing !== null || draft.replyToSeq !== null,
    replyToSeq: draft.replyToSeq,
    conflict,
    resolveConflict,
    write: (next: string) =>
      editing === null
        ? setDraft({ text: next, replyToSeq: draft.replyToSeq })
        : setEditing({ ...editing, text: next }),
    reply: (entry: Entry) => {
      setEditing(null)
      reply(entry.seq)
    },
    edit: (entry: Entry) => setEditing({ entry, text: entry.state?.text ?? '' }),
    cancel: () => (editing === null ? reply(null) : setEditing(null)),
    submit: () => (editing === null ? send() : save(editing)),
  }
}
