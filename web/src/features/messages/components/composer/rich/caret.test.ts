import { describe, expect, it } from 'vitest'
import { selectionAt } from './caret'
import { documentOf } from './document/read'
import { messageSchema } from './document/schema'

/** The text before the caret after the plain field has handed over with its caret at `|`. */
function before(marked: string): string {
  const at = marked.indexOf('|')
  const stored = marked.replace('|', '')
  const doc = messageSchema().nodeFromJSON(documentOf(stored))
  const { head } = selectionAt(doc, stored, { anchor: at, head: at, hasFocus: true })
  return doc.textBetween(0, head, '\n', '@')
}

describe('the caret of Markdown in the document made of it', () => {
  it.each([
    ['hello| world', 'hello'],
    ['**bo|ld** word', 'bo'],
    ['- one\n- t|wo', 'one\nt'],
    ['a\n\nb|', 'a\n\nb'],
    ['see [the |plan](https://a.example)', 'see the '],
    ['```ts\nlet |a\n```', 'let '],
    ['**bold** and |', 'bold and'],
    ['|', ''],
  ])('%j stands after %j', (marked, text) => {
    expect(before(marked)).toBe(text)
  })

  it.each(['*|*bold** words', '-| one', '`|``\ncode\n```'])(
    '%j has no place there, so that it stands at the end',
    (marked) => {
      const stored = marked.replace('|', '')
      const doc = messageSchema().nodeFromJSON(documentOf(stored))
      expect(before(marked)).toBe(doc.textBetween(0, doc.content.size, '\n', '@'))
    },
  )

  it('selects what was selected, in its direction', () => {
    const stored = 'one **two** three'
    const doc = messageSchema().nodeFromJSON(documentOf(stored))
    const selection = selectionAt(doc, stored, { anchor: 9, head: 6, hasFocus: true })
    expect(doc.textBetween(selection.from, selection.to)).toBe('two')
    expect(selection.head).toBeLessThan(selection.anchor)
  })
})
