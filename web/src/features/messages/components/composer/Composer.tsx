import { Button, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { type KeyboardEvent, type Ref, useImperativeHandle, useMemo, useRef } from 'react'
import type { AccountBrief, Entry } from '@/contract'
import { useSendTyping } from '@/features/messages'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { Hint } from '@/ui'
import { mentionables } from '../../markdown/mentions'
import { plainLine } from '../../markdown/plain'
import { useConversation } from '../conversationContext'
import { nameIn } from '../names'
import { DraftConflict, EditBar, ReplyBar, TimeHint } from './bars'
import classes from './Composer.module.css'
import { enterMeans } from './keys'
import { LengthNote, SavedNote } from './notes'
import { SuggestionList } from './SuggestionList'
import { Toolbar } from './Toolbar'
import { applyEdit, type Edit, insertAt, type Selection, toggleMark } from './textEdits'
import { useSuggestions } from './useSuggestions'
import { useWriting } from './useWriting'

export interface ComposerHandle {
  reply: (entry: Entry) => void
  edit: (entry: Entry) => void
}

interface ComposerProps {
  /** The members who can be mentioned. */
  others: readonly AccountBrief[]
  /** What the room is called, for the name of the text field. */
  roomName: string
  /** Finds a loaded entry, for the line of what is being answered. */
  find: (seq: number) => Entry | undefined
  /** One's own newest message that may still be changed. */
  findLastOwn: () => Entry | null
  onSent: () => void
  handle: Ref<ComposerHandle>
}

/** Where a message is written: Markdown in a plain text field, with mentions by name. */
export function Composer(props: ComposerProps) {
  const { others, roomName, find, findLastOwn, onSent, handle } = props
  const { room, people } = useConversation()
  const me = useMe()
  const field = useRef<HTMLTextAreaElement>(null)
  const offer = useMemo(() => mentionables(others), [others])
  const writing = useWriting({ offer, onSent })
  const sendTyping = useSendTyping(room.id)
  const suggestions = useSuggestions({
    offer: writing.offer,
    insert: ({ label }, from, to) =>
      field.current && applyEdit(field.current, insertAt(from, to, `@${label} `)),
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

  const change = (text: string, caret: number) => {
    writing.write(text)
    suggestions.look(text, caret)
    if (text.trim() !== '' && !writing.editing) sendTyping()
  }
  const edit = (make: (selection: Selection) => Edit) => {
    const target = field.current
    if (target === null) return
    const { value: text, selectionStart: start, selectionEnd: end } = target
    applyEdit(target, make({ text, start, end }))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (suggestions.onKeyDown(event)) return
    const { isComposing } = event.nativeEvent
    const meaning = enterMeans({ ...pressOf(event), isComposing }, me.enter_sends)
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    const key = event.key.toLowerCase()
    if (meaning === 'send') writing.submit()
    else if (meaning === 'break') edit(({ start, end }) => insertAt(start, end, '\n'))
    else if (isCommand && key === 'b') edit((selection) => toggleMark(selection, '**'))
    else if (isCommand && key === 'i') edit((selection) => toggleMark(selection, '*'))
    else if (event.key === 'Escape' && writing.isAside) writing.cancel()
    else if (event.key === 'ArrowUp' && writing.isEmpty && !isComposing) {
      const last = findLastOwn()
      if (last === null) return
      writing.edit(last)
    } else return
    event.preventDefault()
  }
  const { editing, replyToSeq, conflict } = writing
  const answered = replyToSeq === null ? undefined : find(replyToSeq)
  const [person] = room.people
  return (
    <div className={classes.root}>
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
      <Textarea
        ref={field}
        variant="unstyled"
        autosize
        minRows={1}
        maxRows={10}
        dir="auto"
        value={writing.text}
        placeholder={t('composer.placeholder')}
        aria-label={editing ? t('composer.edit_label') : t('composer.label', { name: roomName })}
        aria-describedby={writing.problem === null ? undefined : writing.problemId}
        aria-invalid={writing.problem !== null}
        aria-autocomplete="list"
        aria-controls={suggestions.people.length > 0 ? suggestions.listId : undefined}
        aria-activedescendant={
          suggestions.people.length > 0 ? suggestions.optionId(suggestions.active) : undefined
        }
        enterKeyHint={me.enter_sends ? 'send' : 'enter'}
        classNames={{ input: classes.input }}
        onChange={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
        onSelect={(event) =>
          suggestions.look(event.currentTarget.value, event.currentTarget.selectionStart)
        }
        onBlur={suggestions.close}
        onKeyDown={onKeyDown}
      />
      <LengthNote id={writing.problemId} left={writing.left} problem={writing.problem} />
      {room.kind === 'direct' && person !== undefined ? (
        <TimeHint name={person.display_name} timeZone={person.time_zone} />
      ) : null}
      <div className={classes.foot}>
        <Toolbar onEdit={edit} />
        <SavedNote isShown={!editing && !writing.isEmpty} isSaved={writing.isSaved} />
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
      </div>
    </div>
  )
}

function enterHint(enterSends: boolean): string {
  return enterSends ? t('composer.hint.enter_sends') : t('composer.hint.enter_breaks')
}

function pressOf(event: KeyboardEvent) {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event
  return { key, shiftKey, altKey, ctrlKey, metaKey }
}
