import { UnstyledButton } from '@mantine/core'
import { useId, useLayoutEffect, useRef, useState } from 'react'
import { t } from '@/ground/i18n'
import { Markdown } from '../../markdown/Markdown'
import { MentionChip } from './MentionChip'
import classes from './message.module.css'

/** Pixels of a row of text; the style sheet of Markdown draws as many. */
const ROW = 22
/** With more rows than this a text is folded. */
const MOST_ROWS = 20
/** Shorter texts in fewer lines than this cannot have that many rows, however narrow the screen is. */
const CERTAINLY_SHORT = { characters: 300, lines: 8 }

function mayBeLong(text: string): boolean {
  return text.length > CERTAINLY_SHORT.characters || text.split('\n').length > CERTAINLY_SHORT.lines
}

/** Texts that were unfolded stay so when they scroll away and come back. */
const unfolded = new Set<string>()

function mention(accountId: string, text: string) {
  return <MentionChip accountId={accountId} text={text} />
}

/** The text of a message; one of many rows is folded until somebody wants all of it. */
export function MessageText({ id, text }: { id: string; text: string }) {
  if (!mayBeLong(text)) return <Markdown text={text} renderMention={mention} />
  return <FoldedText id={id} text={text} />
}

function FoldedText({ id, text }: { id: string; text: string }) {
  const region = useId()
  const box = useRef<HTMLDivElement>(null)
  const [isLong, setIsLong] = useState(false)
  const [isOpen, setIsOpen] = useState(() => unfolded.has(id))
  // Before it is painted, and again whenever the room is drawn wider or narrower: rows depend on the width.
  useLayoutEffect(() => {
    const element = box.current
    const content = element?.firstElementChild
    if (!element || !content) return
    const measure = () => setIsLong(content.scrollHeight > MOST_ROWS * ROW)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(content)
    return () => observer.disconnect()
  }, [])
  const toggle = () => {
    if (isOpen) unfolded.delete(id)
    else unfolded.add(id)
    setIsOpen(!isOpen)
  }
  return (
    <>
      <div
        ref={box}
        id={region}
        className={classes.fold}
        data-folded={(isLong && !isOpen) || undefined}
      >
        <Markdown text={text} renderMention={mention} />
      </div>
      {isLong ? (
        <UnstyledButton
          className={classes.unfold}
          aria-expanded={isOpen}
          aria-controls={region}
          onClick={toggle}
        >
          {isOpen ? t('messages.fold') : t('messages.unfold')}
        </UnstyledButton>
      ) : null}
    </>
  )
}
