import type { Ref } from 'react'
import type { Mentionable } from '../../markdown/mentions'
import type { Suggestion, Suggestions } from './useSuggestions'

/** What the toolbar does to the text that is selected. */
export type Tool =
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'link'
  | 'bulletList'
  | 'orderedList'
  | 'quote'
  | 'codeBlock'

/** What is done from outside to the field where a message is written. */
export interface FieldHandle {
  focus: () => void
  apply: (tool: Tool) => void
  /** Puts text in the place of what is selected; an `@` stands apart from the word before it. */
  insert: (text: string) => void
  /** Puts a suggestion in the place of what was typed between two positions of the text that was looked at. */
  take: (suggestion: Suggestion, from: number, to: number) => void
}

/** What a press of a key did: it was answered, it is to break the line, or it is the field's own. */
export type KeyAnswer = 'answered' | 'break' | 'own'

export interface FieldProps {
  handle: Ref<FieldHandle>
  /** The text as it is stored: Markdown with mentions as links. */
  stored: string
  offer: readonly Mentionable[]
  label: string
  placeholder: string
  /** The element that says what is wrong with the text; null while nothing is. */
  problemId: string | null
  enterKeyHint: 'send' | 'enter'
  suggestions: Suggestions
  onChange: (stored: string) => void
  /** Told of every key before the field; `isInCode` where Enter is a line of the code. */
  onKey: (event: KeyboardEvent, isInCode: boolean) => KeyAnswer
  /** Told which tools hold where the caret is. */
  onTools: (tools: readonly Tool[]) => void
}

/** What is selected when one field hands over to the other. Positions count UTF-16 units of the stored text. */
export interface Handover {
  anchor: number
  head: number
  hasFocus: boolean
}

/** The attributes that both fields say about themselves. */
export function fieldAttributes(props: FieldProps): Record<string, string> {
  const { label, placeholder, problemId, enterKeyHint, suggestions } = props
  const isOpen = suggestions.items.length > 0
  return {
    dir: 'auto',
    'aria-label': label,
    'aria-placeholder': placeholder,
    'aria-invalid': String(problemId !== null),
    'aria-autocomplete': 'list',
    enterkeyhint: enterKeyHint,
    ...(problemId === null ? {} : { 'aria-describedby': problemId }),
    ...(isOpen
      ? {
          'aria-controls': suggestions.listId,
          'aria-activedescendant': suggestions.optionId(suggestions.active),
        }
      : {}),
  }
}
