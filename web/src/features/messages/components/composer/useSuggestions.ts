import { type KeyboardEvent, useId, useState } from 'react'
import { type Mentionable, matching, mentionQuery } from '../../markdown/mentions'

export interface Suggestions {
  people: Mentionable[]
  active: number
  listId: string
  optionId: (index: number) => string
  /** Looks again at what stands before the caret. */
  look: (text: string, caret: number) => void
  close: () => void
  take: (person: Mentionable) => void
  /** Answers true when the key belonged to the list. */
  onKeyDown: (event: KeyboardEvent) => boolean
}

interface SuggestionsOptions {
  offer: readonly Mentionable[]
  /** Puts a person's label in place of what was typed between `from` and `to`. */
  insert: (person: Mentionable, from: number, to: number) => void
}

/** People offered while an `@` is being written, chosen with the arrow keys and taken with Enter or Tab. */
export function useSuggestions({ offer, insert }: SuggestionsOptions): Suggestions {
  const listId = useId()
  const [query, setQuery] = useState<{ at: number; query: string; caret: number } | null>(null)
  const [active, setActive] = useState(0)
  const [dismissedAt, setDismissedAt] = useState<number | null>(null)
  const isOpen = query !== null && query.at !== dismissedAt
  const people = isOpen ? matching(query.query, offer) : []

  const close = () => {
    setDismissedAt(query?.at ?? null)
    setActive(0)
  }
  const take = (person: Mentionable) => {
    if (query !== null) insert(person, query.at, query.caret)
    setQuery(null)
    setActive(0)
  }
  return {
    people,
    active: Math.min(active, Math.max(0, people.length - 1)),
    listId,
    optionId: (index) => `${listId}-${index}`,
    close,
    take,
    look: (text, caret) => {
      const found = mentionQuery(text, caret)
      setQuery(found === null ? null : { ...found, caret })
      if (found === null || found.at !== query?.at) {
        setActive(0)
        setDismissedAt(null)
      }
    },
    onKeyDown: (event) => {
      const chosen = people[active]
      if (people.length === 0 || chosen === undefined || event.nativeEvent.isComposing) return false
      const hasModifier = event.shiftKey || event.altKey || event.ctrlKey || event.metaKey
      if (event.key === 'ArrowDown') setActive((active + 1) % people.length)
      else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length)
      else if (event.key === 'Escape') close()
      else if ((event.key === 'Enter' || event.key === 'Tab') && !hasModifier) take(chosen)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}
