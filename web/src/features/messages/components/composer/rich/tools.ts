import type { Editor } from '@tiptap/core'
import type { Tool } from '../field'

/** Which tools hold where the caret is. */
const NAMES: Record<Tool, string> = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strike',
  code: 'code',
  link: 'link',
  bulletList: 'bulletList',
  orderedList: 'orderedList',
  quote: 'blockquote',
  codeBlock: 'codeBlock',
}

export function toolsAt(editor: Editor): Tool[] {
  return (Object.keys(NAMES) as Tool[]).filter((tool) => editor.isActive(NAMES[tool]))
}

/** Everything but links, which ask for their address first. */
export function applyTool(editor: Editor, tool: Exclude<Tool, 'link'>): void {
  const chain = editor.chain().focus()
  const done: Record<typeof tool, () => typeof chain> = {
    bold: () => chain.toggleBold(),
    italic: () => chain.toggleItalic(),
    strike: () => chain.toggleStrike(),
    code: () => chain.toggleCode(),
    bulletList: () => chain.toggleBulletList(),
    orderedList: () => chain.toggleOrderedList(),
    quote: () => chain.toggleBlockquote(),
    codeBlock: () => chain.toggleCodeBlock(),
  }
  done[tool]().run()
}
