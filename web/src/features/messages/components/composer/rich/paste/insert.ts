import { Fragment, type Schema, Slice } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import { safeHref } from '../../../../markdown/links'
import { parseForEditing } from '../../../../markdown/parse'
import type { Block } from '../../../../markdown/tree'
import { contentOf } from '../document/read'
import { cleanAddressesIn } from './addresses'
import { cleanHtml } from './clean'

/** Longer than anything a message can hold by far: reading it would only make one wait. */
const MOST_HTML = 2_000_000

/** Puts what the clipboard or a drag holds into the text, cleaned. Pictures and files in it are left out. */
export function insertFrom(view: EditorView, given: DataTransfer, isPlain: boolean): void {
  const html = given.getData('text/html')
  const text = given.getData('text/plain').replace(/\r\n?/g, '\n')
  const { $from } = view.state.selection
  if ($from.parent.type.spec.code === true) {
    insertText(view, text)
    return
  }
  if (linkSelection(view, text)) return
  const isRich = !isPlain && html !== '' && html.length < MOST_HTML
  const blocks = isRich ? cleanHtml(html) : []
  if (blocks.length > 0) insert(view, withLanguage(blocks, given))
  else if (!isPlain && isMarkdown(text)) insert(view, parseForEditing(cleanAddressesIn(text)))
  else if (text !== '') insertLines(view, isPlain ? text : cleanAddressesIn(text))
}

/** An address pasted over words links them. */
function linkSelection(view: EditorView, text: string): boolean {
  const { state } = view
  const href = /^\S+$/.test(text.trim()) ? safeHref(text.trim()) : null
  const link = state.schema.marks.link
  if (href === null || link === undefined || state.selection.empty) return false
  const { from, to, $from, $to } = state.selection
  if (!$from.sameParent($to)) return false
  view.dispatch(state.tr.addMark(from, to, link.create({ href })).setMeta('paste', true))
  return true
}

/** Whether a plain text is Markdown beyond doubt: a star or a dash alone proves nothing. */
export function isMarkdown(text: string): boolean {
  return (
    /^```/m.test(text) ||
    /\[[^\]\n]+\]\((?:https?:\/\/|mailto:|parley:account\/)[^)\s]+\)/.test(text) ||
    /(?<![*\w])\*\*\S(?:[^\n]*\S)?\*\*(?!\w)/.test(text) ||
    /^[-*] \S.*\n(?:[-*] | {2})/m.test(text)
  )
}

/** Visual Studio Code says beside its HTML which language it copied. */
function withLanguage(blocks: Block[], given: DataTransfer): Block[] {
  const found = /"mode":\s*"([\w+#-]+)"/.exec(given.getData('vscode-editor-data'))?.[1]
  if (found === undefined) return blocks
  return blocks.map((block) => (block.type === 'codeblock' ? { ...block, language: found } : block))
}

function insertText(view: EditorView, text: string): void {
  view.dispatch(view.state.tr.insertText(text).setMeta('paste', true).scrollIntoView())
}

function insertLines(view: EditorView, text: string): void {
  const { schema } = view.state
  const lines = text
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n$/, '')
    .split('\n')
  const content = lines.map((line) => ({
    type: 'paragraph',
    content: line === '' ? [] : [{ type: 'text', text: line }],
  }))
  replace(view, fragmentOf(schema, content))
}

function insert(view: EditorView, blocks: readonly Block[]): void {
  replace(view, fragmentOf(view.state.schema, contentOf(blocks)))
}

function fragmentOf(schema: Schema, content: ReturnType<typeof contentOf>): Fragment {
  return Fragment.fromArray(content.map((node) => schema.nodeFromJSON(node)))
}

/** Words at either end join the line they are put in; lists, quotes and code stay whole. */
function replace(view: EditorView, content: Fragment): void {
  const isOpen = (node: { type: { name: string } } | null) => node?.type.name === 'paragraph'
  const slice = new Slice(
    content,
    isOpen(content.firstChild) ? 1 : 0,
    isOpen(content.lastChild) ? 1 : 0,
  )
  view.dispatch(view.state.tr.replaceSelection(slice).setMeta('paste', true).scrollIntoView())
}
