import { Textarea } from '@mantine/core'
import { type KeyboardEvent, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { type Mentionable, toReadable, toStored } from '../../markdown/mentions'
import classes from './Composer.module.css'
import {
  type FieldHandle,
  type FieldProps,
  fieldAttributes,
  type Handover,
  type Tool,
} from './field'
import {
  applyEdit,
  type Edit,
  insertAt,
  isInFence,
  makeLink,
  type Selection,
  toggleCode,
  toggleLines,
  toggleMark,
} from './textEdits'

const TOOLS: Record<Tool, (selection: Selection) => Edit> = {
  bold: (selection) => toggleMark(selection, '**'),
  italic: (selection) => toggleMark(selection, '*'),
  strike: (selection) => toggleMark(selection, '~~'),
  code: toggleCode,
  link: makeLink,
  bulletList: (selection) => toggleLines(selection, () => '- '),
  orderedList: (selection) => toggleLines(selection, (line) => `${line + 1}. `),
  quote: (selection) => toggleLines(selection, () => '> '),
  codeBlock: (selection) => toggleCode(selection, 'block'),
}

const KEYS: Record<string, Tool> = { b: 'bold', i: 'italic' }

interface Written {
  stored: string
  /** The stored text with mentions as names. */
  readable: string
}

/** What the field that comes later asks of this one. */
export interface PlainHandle {
  handOver: () => Handover
  isComposing: () => boolean
}

interface PlainFieldProps extends FieldProps {
  plain: Ref<PlainHandle>
}

/** A message as Markdown in a plain text field, with mentions by name: what is there at once, and without the network. */
export function PlainField(props: PlainFieldProps) {
  const { handle, plain, stored, offer, suggestions, onChange, onKey } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const isComposing = useRef(false)
  const [written, setWritten] = useState<Written>(() => open(stored, offer))
  if (written.stored !== stored) setWritten(open(stored, offer))
  const everybody = useMemo(() => toReadable(stored, offer).mentionables, [stored, offer])

  const edit = (make: (selection: Selection) => Edit) => {
    const target = field.current
    if (target === null) return
    const { value: text, selectionStart: start, selectionEnd: end } = target
    applyEdit(target, make({ text, start, end }))
  }
  useImperativeHandle(
    handle,
    (): FieldHandle => ({
      focus: () => field.current?.focus(),
      apply: (tool) => edit(TOOLS[tool]),
      insert: (text) =>
        edit((selection) => insertAt(selection.start, selection.end, apart(text, selection))),
      take: (item, from, to) => {
        const text = item.kind === 'person' ? `@${item.person.label} ` : item.emoji.character
        edit(() => insertAt(from, to, text))
      },
    }),
  )
  useImperativeHandle(
    plain,
    (): PlainHandle => ({
      isComposing: () => isComposing.current,
      handOver: () => handOver(field.current, everybody),
    }),
  )
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart } = event.currentTarget
    const answer = onKey(event.nativeEvent, isInFence(value, selectionStart))
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    const tool = isCommand ? KEYS[event.key.toLowerCase()] : undefined
    if (answer === 'break') edit(({ start, end }) => insertAt(start, end, '\n'))
    else if (answer === 'own' && tool !== undefined) edit(TOOLS[tool])
    else if (answer === 'own') return
    event.preventDefault()
  }
  const look = (target: HTMLTextAreaElement) =>
    suggestions.look(target.value, target.selectionStart)
  const { enterkeyhint: _, ...attributes } = fieldAttributes(props)
  return (
    <Textarea
      {...attributes}
      ref={field}
      variant="unstyled"
      autosize
      minRows={1}
      maxRows={10}
      value={written.readable}
      placeholder={props.placeholder}
      enterKeyHint={props.enterKeyHint}
      classNames={{ input: classes.input }}
      onChange={(event) => {
        const readable = event.currentTarget.value
        const next = toStored(readable, everybody)
        setWritten({ stored: next, readable })
        onChange(next)
        look(event.currentTarget)
      }}
      onSelect={(event) => look(event.currentTarget)}
      onCompositionStart={() => {
        isComposing.current = true
      }}
      onCompositionEnd={() => {
        isComposing.current = false
      }}
      onBlur={suggestions.close}
      onKeyDown={onKeyDown}
    />
  )
}

function open(stored: string, people: readonly Mentionable[]): Written {
  return { stored, readable: toReadable(stored, people).text }
}

/** The `@` of a mention begins a word. */
function apart(text: string, { text: around, start }: Selection): string {
  return text !== '@' || start === 0 || /\s/.test(around.charAt(start - 1)) ? text : ` ${text}`
}

function handOver(field: HTMLTextAreaElement | null, people: readonly Mentionable[]): Handover {
  if (field === null) return { anchor: 0, head: 0, hasFocus: false }
  const { value, selectionStart, selectionEnd, selectionDirection } = field
  const place = (position: number) => toStored(value.slice(0, position), people).length
  const [start, end] = [place(selectionStart), place(selectionEnd)]
  const hasFocus = document.activeElement === field
  return selectionDirection === 'backward'
    ? { anchor: end, head: start, hasFocus }
    : { anchor: start, head: end, hasFocus }
}
