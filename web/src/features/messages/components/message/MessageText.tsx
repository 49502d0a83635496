import { UnstyledButton } from '@mantine/core'
import { useId, useState } from 'react'
import { t } from '@/ground/i18n'
import { Markdown } from '../../markdown/Markdown'
import { MentionChip } from './MentionChip'
import classes from './message.module.css'

/** Above either of these a text is folded. */
const FOLD_CHARACTERS = 1_600
const FOLD_LINES = 24

function isLong(text: string): boolean {
  return text.length > FOLD_CHARACTERS || text.split('\n').length > FOLD_LINES
}

/** Texts that were unfolded stay so when they scroll away and come back. */
const unfolded = new Set<string>()

function mention(accountId: string, text: string) {
  return <MentionChip accountId={accountId} text={text} />
}

/** The text of a message; a long one is folded until somebody wants all of it. */
export function MessageText({ id, text }: { id: string; text: string }) {
  const region = useId()
  const [isOpen, setIsOpen] = useState(() => unfolded.has(id))
  if (!isLong(text)) return <Markdown text={text} renderMention={mention} />
  const toggle = () => {
    if (isOpen) unfolded.delete(id)
    else unfolded.add(id)
    setIsOpen(!isOpen)
  }
  return (
    <>
      <div id={region} className={classes.fold} data-folded={!isOpen || undefined}>
        <Markdown text={text} renderMention={mention} />
      </div>
      <UnstyledButton
        className={classes.unfold}
        aria-expanded={isOpen}
        aria-controls={region}
        onClick={toggle}
      >
        {isOpen ? t('messages.fold') : t('messages.unfold')}
      </UnstyledButton>
    </>
  )
}
