import { useId, useState } from 'react'
import { type Mentionable, matching, mentionQuery } from '../../markdown/mentions'
import type { Emoji } from '../message/emoji'

/** Something offered while it is being typed: a person after an `@`, an emoji after a `:`. */
export type Suggestion =
  | { kind: 'person'; key: string; person: Mentionable }
  | { kind: 'emoji'; key: string; emoji: Emoji }

export interface Suggestions {
  items: Suggestion[]
  active: number
  listId: string
  optionId: (index: number) => string
  /** Looks again at what stands before the caret. */
  look: (text: string, caret: number) => void
  close: () => void
  take: (suggestion: Suggestion) => void
  /** Answers true when the key belonged to the list. */
  onKey: (event: KeyboardEvent) => boolean
}

interface SuggestionsOptions {
  offer: readonly Mentionable[]
  /** Emoji of a name; null until their names have come. */
  findEmoji: ((name: string) => Emoji[]) | null
  /** Puts a suggestion in place of what was typed between `from` and `to`. */
  insert: (suggestion: Suggestion, from: number, to: number) => void
}

interface Query {
  kind: 'person' | 'emoji'
  at: number
  query: string
  caret: number
}

const MOST_EMOJI = 8

/** The `:` under the caret that asks for an emoji: two letters of its name at least, and no letter before. */
function emojiQuery(text: string, caret: number): { at: number; query: string } | null {
  const [typed, query] =
    /(?<![\p{L}\p{N}:]):([\p{L}\p{N}_+-]{2,30})$/u.exec(text.slice(0, caret)) ?? []
  return typed === undefined || query === undefined ? null : { at: caret - typed.length, query }
}

function queryAt(text: string, caret: number): Query | null {
  const person = mentionQuery(text, caret)
  if (person !== null) return { kind: 'person', caret, ...person }
  const emoji = emojiQuery(text, caret)
  return emoji === null ? null : { kind: 'emoji', caret, ...emoji }
}

/** What is offered while it is being typed, chosen with the arrow keys and taken with Enter or Tab. */
export function useSuggestions({ offer, findEmoji, insert }: SuggestionsOptions): Suggestions {
  const listId = useId()
  const [query, setQuery] = useState<Query | null>(null)
  const [active, setActive] = useState(0)
  const [dismissedAt, setDismissedAt] = useState<number | null>(null)
  const isOpen = query !== null && query.at !== dismissedAt
  const items = isOpen ? itemsOf(query, offer, findEmoji) : []
  const shown = Math.min(active, Math.max(0, items.length - 1))

  const close = () => {
    setDismissedAt(query?.at ?? null)
    setActive(0)
  }
  const take = (suggestion: Suggestion) => {
    if (query !== null) insert(suggestion, query.at, query.caret)
    setQuery(null)
    setActive(0)
  }
  return {
    items,
    active: shown,
    listId,
    optionId: (index) => `${listId}-${index}`,
    close,
    take,
    look: (text, caret) => {
      const found = queryAt(text, caret)
      if (found === null && query === null) return
      setQuery(found)
      if (found === null || found.at !== query?.at) {
        setActive(0)
        setDismissedAt(null)
      }
    },
    onKey: (event) => {
      const chosen = items[shown]
      if (chosen === undefined || event.isComposing) return false
      const hasModifier = event.shiftKey || event.altKey || event.ctrlKey || event.metaKey
      if (event.key === 'ArrowDown') setActive((shown + 1) % items.length)
      else if (event.key === 'ArrowUp') setActive((shown + items.length - 1) % items.length)
      else if (event.key === 'Escape') close()
      else if ((event.key === 'Enter' || event.key === 'Tab') && !hasModifier) take(chosen)
      else return false
      event.stopPropagation()
      return true
    },
  }
}

function itemsOf(
  { kind, query }: Query,
  offer: readonly Mentionable[],
  findEmoji: SuggestionsOptions['findEmoji'],
): Suggestion[] {
  if (kind === 'person') {
    return matching(query, offer).map((person) => ({ kind, key: person.accountId, person }))
  }
  const found = findEmoji?.(query.replaceAll('_', ' ')) ?? []
  return found.slice(0, MOST_EMOJI).map((emoji) => ({ kind, key: emoji.character, emoji }))
}
