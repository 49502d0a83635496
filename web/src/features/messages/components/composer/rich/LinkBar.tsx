import { Button, CloseButton, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { t } from '@/ground/i18n'
import { safeHref } from '../../../markdown/links'
import classes from './Rich.module.css'

export interface LinkDraft {
  /** What is selected; empty when words are still to be written. */
  words: string
  /** The address of the link the caret is in; empty for a new one. */
  href: string
}

interface LinkBarProps extends LinkDraft {
  onApply: (href: string, words: string) => void
  onRemove: () => void
  onClose: () => void
}

/** What was typed as an address: a bare host is a web page, a bare mailbox is one. */
export function addressOf(typed: string): string | null {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return null
  if (/^[^@:/]+@[^@:/]+\.[^@:/]+$/.test(text)) return safeHref(`mailto:${text}`)
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^:/]+\.[^:/]+:\d/.test(text)) return safeHref(text)
  return safeHref(`https://${text}`)
}

/** Asks where a link leads, and what it says when nothing is selected. */
export function LinkBar({ words, href, onApply, onRemove, onClose }: LinkBarProps) {
  const [address, setAddress] = useState(href)
  const [says, setSays] = useState(words)
  const [isWrong, setIsWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const clean = addressOf(address)
    if (clean === null) setIsWrong(true)
    else onApply(clean, says.trim() === '' ? address.trim() : says)
  }
  return (
    <form
      className={classes.linkBar}
      aria-label={t('composer.link')}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        onClose()
      }}
    >
      {words === '' ? (
        <TextInput
          size="xs"
          className={classes.linkField}
          aria-label={t('composer.link_words')}
          placeholder={t('composer.link_words')}
          autoComplete="off"
          dir="auto"
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
        />
      ) : null}
      <TextInput
        size="xs"
        className={classes.linkField}
        type="url"
        inputMode="url"
        aria-label={t('composer.link_address')}
        placeholder="https://"
        autoComplete="off"
        dir="ltr"
        value={address}
        error={isWrong ? t('composer.link_wrong') : null}
        ref={field}
        onChange={(event) => {
          setAddress(event.currentTarget.value)
          setIsWrong(false)
        }}
      />
      <Button size="compact-sm" type="submit">
        {t('composer.link_apply')}
      </Button>
      {href === '' ? null : (
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {t('composer.link_remove')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('composer.link_cancel')} onClick={onClose} />
    </form>
  )
}
