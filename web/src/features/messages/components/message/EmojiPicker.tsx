import { TextInput, UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { t } from '@/ground/i18n'
import classes from './EmojiPicker.module.css'
import { findEmoji } from './emoji'

/** Columns of the grid; the style sheet draws as many. */
const COLUMNS = 8

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
}

/** A grid of emoji with a search; the arrow keys move in it. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const grid = useRef<HTMLDivElement>(null)
  const found = findEmoji(query)
  const focus = (index: number) => {
    const next = Math.max(0, Math.min(index, found.length - 1))
    setActive(next)
    grid.current?.querySelectorAll('button')[next]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const isMirrored = document.documentElement.dir === 'rtl' && Math.abs(step) === 1
    focus(active + (isMirrored ? -step : step))
  }
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        aria-label={t('messages.emoji.search')}
        placeholder={t('messages.emoji.search')}
        value={query}
        data-autofocus
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            focus(0)
          } else if (event.key === 'Enter' && first !== undefined) {
            event.preventDefault()
            onPick(first.character)
          }
        }}
      />
      <div
        ref={grid}
        role="toolbar"
        aria-label={t('messages.emoji')}
        className={classes.grid}
        onKeyDown={onKeyDown}
      >
        {found.map(({ character, name }, index) => (
          <UnstyledButton
            key={character}
            className={classes.emoji}
            aria-label={name}
            title={name}
            tabIndex={index === active ? 0 : -1}
            onFocus={() => setActive(index)}
            onClick={() => onPick(character)}
          >
            {character}
          </UnstyledButton>
        ))}
      </div>
      {found.length === 0 ? <p className={classes.none}>{t('messages.emoji.none')}</p> : null}
    </>
  )
}
