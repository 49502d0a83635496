import type { Node, Schema } from '@tiptap/pm/model'
import { type Selection, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Handover } from '../field'
import { documentOf } from './document/read'

/** Characters that no text has, put in to see where a position of the Markdown comes to stand in the document. */
const MARKERS = ['\ue000', '\ue001'] as const

/**
 * What was selected in the Markdown, in the document made of it; the end of the document where the position has none of its own,
 * such as between the two stars of a mark.
 */
export function selectionAt(doc: Node, stored: string, { anchor, head }: Handover): Selection {
  const find = (position: number, marker: string) => {
    const marked = `${stored.slice(0, position)}${marker}${stored.slice(position)}`
    return positionOf(doc, marked, marker)
  }
  const end = TextSelection.atEnd(doc)
  const from = find(anchor, MARKERS[0])
  const to = anchor === head ? from : find(head, MARKERS[1])
  if (from === null || to === null) return end
  return TextSelection.between(doc.resolve(from), doc.resolve(to))
}

function positionOf(doc: Node, marked: string, marker: string): number | null {
  const other = read(doc.type.schema, marked)
  let found: number | null = null
  other.descendants((node, position) => {
    const at = node.text?.indexOf(marker) ?? -1
    if (at !== -1) found = position + at
    return found === null
  })
  if (found === null) return null
  const position: number = found
  const without = other.replace(position, position + 1, other.slice(position, position))
  return without.eq(doc) ? position : null
}

function read(schema: Schema, markdown: string): Node {
  return schema.nodeFromJSON(documentOf(markdown))
}

/**
 * Takes over what is selected on the screen. A browser tells of a selection only some time after the key that made it, and the
 * command of the next key must not fall on the one before.
 */
export function readSelection(view: EditorView): void {
  const selected = document.getSelection()
  if (view.composing || !(view.state.selection instanceof TextSelection)) return
  if (!selected?.anchorNode || !selected.focusNode) return
  if (!view.dom.contains(selected.anchorNode) || !view.dom.contains(selected.focusNode)) return
  const { doc, tr } = view.state
  const anchor = doc.resolve(view.posAtDOM(selected.anchorNode, selected.anchorOffset))
  const head = doc.resolve(view.posAtDOM(selected.focusNode, selected.focusOffset))
  if (!anchor.parent.inlineContent || !head.parent.inlineContent) return
  const shown = TextSelection.between(anchor, head)
  if (!shown.eq(view.state.selection)) view.dispatch(tr.setSelection(shown))
}
