import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { type FieldHandle, fieldAttributes } from '../field'
import type { RichFieldProps } from '../WritingField'
import { LinkBar, type LinkDraft } from './LinkBar'
import { MessageEditor } from './messageEditor'
import classes from './Rich.module.css'

/** A message as it will look, while it is written. */
export function RichField(props: RichFieldProps) {
  const { handle, stored } = props
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const editor = useRef<MessageEditor | null>(null)
  const [link, setLink] = useState<LinkDraft | null>(null)
  useLayoutEffect(() => {
    latest.current = props
    editor.current?.setAttributes(fieldAttributes(props))
  })
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const made = new MessageEditor(element, {
      latest: () => latest.current,
      className: classes.rich ?? '',
      openLink: setLink,
    })
    made.setAttributes(fieldAttributes(latest.current))
    if (latest.current.opening !== null) made.takeOver(latest.current.opening)
    editor.current = made
    return () => {
      made.destroy()
      editor.current = null
    }
  }, [])
  // What the draft on another device, sending or editing has made of the text.
  useLayoutEffect(() => editor.current?.show(stored), [stored])
  const closeLink = () => {
    setLink(null)
    editor.current?.focus()
  }
  useImperativeHandle(
    handle,
    (): FieldHandle => ({
      focus: () => editor.current?.focus(),
      apply: (tool) => editor.current?.apply(tool),
      insert: (text) => editor.current?.insert(text),
      take: (item, from, to) => editor.current?.take(item, from, to),
    }),
  )
  return (
    <>
      {link === null ? null : (
        <LinkBar
          {...link}
          onApply={(href, words) => {
            editor.current?.setLink(href, words)
            closeLink()
          }}
          onRemove={() => {
            editor.current?.removeLink()
            closeLink()
          }}
          onClose={closeLink}
        />
      )}
      <div ref={box} className={classes.richBox} />
    </>
  )
}
