import { Button } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import {
  type ClipboardEvent,
  type Ref,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { AccountBrief, Entry } from '@/contract'
import { AttachButton, Attachments, filesIn, useAttach } from '@/features/files'
import { useSendTyping } from '@/features/messages'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { useUploads } from '@/ground/uploads'
import { Hint } from '@/ui'
import { mentionables } from '../../markdown/mentions'
import { plainLine } from '../../markdown/plain'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { DraftConflict, EditBar, ReplyBar, TimeHint } from './bars'
import classes from './Composer.module.css'
import type { FieldHandle, KeyAnswer, Tool } from './field'
import { enterMeans } from './keys'
import { LengthNote, SavedNote } from './notes'
import { useRichField } from './richField'
import { SuggestionList } from './SuggestionList'
import { Toolbar } from './Toolbar'
import { useSuggestions } from './useSuggestions'
import { useWriting } from './useWriting'
import { WritingField } from './WritingField'

export interface ComposerHandle {
  reply: (entry: Entry) => void
  edit: (entry: Entry) => void
}

interface ComposerProps {
  /** The members who can be mentioned. */
  others: readonly AccountBrief[]
  /** What the room or topic is called, for the name of the text field. */
  roomName: string
  /** The topic that is written in; undefined for the room itself. */
  topicId?: string | undefined
  /** Finds a loaded entry, for the line of what is being answered. */
  find: (seq: number) => Entry | undefined
  /** One's own newest message that may still be changed. */
  findLastOwn: () => Entry | null
  onSent: () => void
  handle: Ref<ComposerHandle>
}

/** Where a message is written, and what belongs to it: what it answers, what is offered, what is wrong with it. */
export function Composer(props: ComposerProps) {
  const { others, roomName, topicId, find, findLastOwn, onSent, handle } = props
  const { room, people } = useConversation()
  const me = useMe()
  const field = useRef<FieldHandle>(null)
  const rich = useRichField()
  const [tools, setTools] = useState<readonly Tool[]>([])
  const offer = useMemo(() => mentionables(others), [others])
  const writing = useWriting({ topicId, onSent })
  const uploads = useUploads()
  const attach = useAttach(writing.place)
  const sendTyping = useSendTyping(room.id)
  const suggestions = useSuggestions({
    offer,
    findEmoji: rich?.findEmoji ?? null,
    insert: (item, from, to) => field.current?.take(item, from, to),
  })
  useImperativeHandle(handle, () => ({
    reply: (entry) => {
      writing.reply(entry)
      field.current?.focus()
    },
    edit: (entry) => {
      writing.edit(entry)
      field.current?.focus()
    },
  }))

  const change = (stored: string) => {
    writing.write(stored)
    if (stored.trim() !== '' && !writing.editing) sendTyping()
  }
  const onKey = (event: KeyboardEvent, isInCode: boolean): KeyAnswer => {
    if (suggestions.onKey(event)) return 'answered'
    const meaning = enterMeans(event, me.enter_sends)
    if (meaning === 'break' || (meaning === 'send' && isInCode && !event.metaKey)) return 'break'
    if (meaning === 'send') writing.submit()
    else if (event.key === 'Escape' && writing.isAside) writing.cancel()
    else if (event.key === 'ArrowUp' && writing.isEmpty && !hasModifier(event)) {
      const last = findLastOwn()
      if (last === null) return 'own'
      writing.edit(last)
    } else return 'own'
    return 'answered'
  }
  const { editing, replyToSeq, conflict } = writing
  const answered = replyToSeq === null ? undefined : find(replyToSeq)
  const [person] = room.people
  return (
    <div className={classes.root} data-place="editor" onPasteCapture={takePasted(attach)}>
      <SuggestionList suggestions={suggestions} />
      {conflict === null || editing ? null : (
        <DraftConflict {...conflict} onResolve={writing.resolveConflict} />
      )}
      {editing ? (
        <EditBar text={plainLine(editing.state?.text ?? '')} onCancel={writing.cancel} />
      ) : replyToSeq === null ? null : (
        <ReplyBar
          name={nameIn(people, answered?.author_id ?? null)}
          text={plainLine(answered?.state?.text ?? '')}
          onCancel={writing.cancel}
        />
      )}
      {writing.uploads.length === 0 ? null : (
        <Attachments uploads={writing.uploads} onRemove={(id) => void uploads.drop([id])} />
      )}
      <WritingField
        handle={field}
        stored={writing.stored}
        offer={offer}
        label={editing ? t('composer.edit_label') : t('composer.label', { name: roomName })}
        placeholder={t('composer.placeholder')}
        problemId={writing.problem === null ? null : writing.problemId}
        enterKeyHint={me.enter_sends ? 'send' : 'enter'}
        suggestions={suggestions}
        onChange={change}
        onKey={onKey}
        onTools={(next) => setTools((known) => (known.join() === next.join() ? known : next))}
      />
      <LengthNote id={writing.problemId} left={writing.left} problem={writing.problem} />
      {room.kind === 'direct' && person !== undefined ? (
        <TimeHint name={person.display_name} timeZone={person.time_zone} />
      ) : null}
      <Toolbar
        pressed={tools}
        onTool={(tool) => field.current?.apply(tool)}
        onInsert={(text) => field.current?.insert(text)}
        attach={(stop) => (
          <AttachButton {...stop} place={writing.place} disabled={editing !== null} />
        )}
      >
        <SavedNote isShown={!editing && writing.stored.trim() !== ''} isSaved={writing.isSaved} />
        <Hint label={enterHint(me.enter_sends)}>
          <Button
            className={classes.send}
            rightSection={<IconSend2 size={16} aria-hidden="true" className={classes.sendIcon} />}
            disabled={writing.isEmpty || writing.left < 0}
            onClick={writing.submit}
          >
            <span className={classes.sendLabel}>
              {editing ? t('composer.save') : t('composer.send')}
            </span>
          </Button>
        </Hint>
      </Toolbar>
    </div>
  )
}

/** Takes the files of a clipboard before the field reads it as text. */
function takePasted(attach: (files: readonly File[]) => void) {
  return (event: ClipboardEvent) => {
    const files = filesIn(event.clipboardData)
    if (files.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    attach(files)
  }
}

function enterHint(enterSends: boolean): string {
  return enterSends ? t('composer.hint.enter_sends') : t('composer.hint.enter_breaks')
}

function hasModifier({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return shiftKey || altKey || ctrlKey || metaKey
}
