import { type Editor, Extension, InputRule, textblockTypeInputRule } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { safeHref } from '../../../markdown/links'
import { MOST_DEPTH } from './paste/pieces'

/** Whether Enter is a line of the code: inside a block of it, or on the line that opens one. */
export function isInCode({ selection, schema }: EditorState): boolean {
  const { parent } = selection.$from
  return (
    parent.type.spec.code === true ||
    isFence(parent.textContent, schema.nodes.paragraph === parent.type)
  )
}

function isFence(text: string, isParagraph: boolean): boolean {
  return isParagraph && /^```[\w+#.-]*$/.test(text)
}

/** How many lists are around the caret. */
function depthOf({ selection: { $from } }: EditorState): number {
  let lists = 0
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === 'listItem') lists += 1
  }
  return lists
}

/**
 * The keys of the field beside those of its parts. Tab belongs to lists alone, so that the keyboard is never caught: everywhere
 * else it leaves the field.
 */
export const MessageKeys = Extension.create({
  name: 'messageKeys',
  // Before the parts, whose Tab would be caught where it changes nothing.
  priority: 1_100,
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      Tab: () =>
        depthOf(editor.state) > 0 &&
        (depthOf(editor.state) >= MOST_DEPTH || editor.commands.sinkListItem('listItem') || true),
      'Shift-Tab': () => depthOf(editor.state) > 0 && editor.commands.liftListItem('listItem'),
      'Mod-Shift-x': () => editor.commands.toggleStrike(),
      'Mod-Shift-7': () => editor.commands.toggleOrderedList(),
      'Mod-Shift-8': () => editor.commands.toggleBulletList(),
      'Mod-Shift-9': () => editor.commands.toggleBlockquote(),
      'Mod-Shift-z': () => editor.commands.redo(),
    }
  },
  addInputRules() {
    const { codeBlock, paragraph } = this.editor.schema.nodes
    if (codeBlock === undefined || paragraph === undefined) return []
    return [
      new InputRule({
        find: /\[([^[\]]+)\]\(([^()\s]+)\)$/,
        handler: ({ state, range, match }) => {
          const [, words = '', address = ''] = match
          const href = safeHref(address)
          const link = state.schema.marks.link
          if (href === null || link === undefined) return
          state.tr.replaceWith(
            range.from,
            range.to,
            state.schema.text(words, [link.create({ href })]),
          )
          state.tr.removeStoredMark(link)
        },
      }),
      textblockTypeInputRule({
        find: /^```([\w+#.-]*)[\s\n]$/,
        type: codeBlock,
        getAttributes: (match) => ({ language: match[1] || null }),
      }),
    ]
  },
})

/** The language after the fence that the caret's line is; null where it is none. */
export function openedFence({ selection, schema }: EditorState): string | null {
  const { parent } = selection.$from
  const isOne = isFence(parent.textContent, parent.type === schema.nodes.paragraph)
  return isOne ? parent.textContent.slice(3) : null
}

/** Breaks the line as Enter does: another line, another item, another line of code; an empty item or quote ends. */
export function breakLine(
  editor: Editor,
  press: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'shiftKey'>,
  sends: boolean,
): void {
  const { state } = editor
  const language = openedFence(state)
  if (language !== null) {
    const { $from } = state.selection
    editor
      .chain()
      .deleteRange({ from: $from.start(), to: $from.end() })
      .setNode('codeBlock', { language: language === '' ? null : language })
      .run()
    return
  }
  // In a list one way of breaking makes the next item, the others a line within it.
  const isWithin = press.altKey || press.ctrlKey || (!sends && press.shiftKey)
  const isItem = editor.isActive('listItem') && state.selection.$from.parent.type.spec.code !== true
  if (isItem && isWithin) editor.commands.splitBlock()
  else editor.commands.keyboardShortcut('Enter')
}
