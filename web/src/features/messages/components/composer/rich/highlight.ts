import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { highlighted, loadLanguage, type Token } from '../../../markdown/highlight'

/** The tokens of a block of code; nodes are immutable, so that only the one that was typed in is looked at again. */
const known = new WeakMap<Node, Token[]>()

function tokensOf(block: Node): Token[] | null {
  const before = known.get(block)
  if (before !== undefined) return before
  const tokens = highlighted(block.textContent, String(block.attrs.language ?? ''))
  if (tokens !== null) known.set(block, tokens)
  return tokens
}

function decorationsOf(doc: Node, onMissing: (language: string) => void): DecorationSet {
  const decorations: Decoration[] = []
  doc.descendants((node, position) => {
    if (node.type.name !== 'codeBlock') return !node.isTextblock
    const tokens = tokensOf(node)
    if (tokens === null) onMissing(String(node.attrs.language ?? ''))
    for (const { from, to, kind } of tokens ?? []) {
      decorations.push(
        Decoration.inline(position + 1 + from, position + 1 + to, { 'data-token': kind }),
      )
    }
    return false
  })
  return DecorationSet.create(doc, decorations)
}

const key = new PluginKey<DecorationSet>('highlight')

/** Colours code while it is written. A language comes when it is first named; until then its code is plain. */
export const Highlight = Extension.create({
  name: 'highlight',
  addProseMirrorPlugins() {
    let view: EditorView | null = null
    const missing = (language: string) => {
      void loadLanguage(language).then((isLoaded) => {
        if (isLoaded) view?.dispatch(view.state.tr.setMeta(key, true))
      })
    }
    const hasCode = (doc: Node) => {
      let found = false
      doc.descendants((node) => {
        found ||= node.type.name === 'codeBlock'
        return !found && !node.isTextblock
      })
      return found
    }
    return [
      new Plugin<DecorationSet>({
        key,
        view: (created) => {
          view = created
          return {
            destroy: () => {
              view = null
            },
          }
        },
        state: {
          init: (_config, { doc }) => decorationsOf(doc, missing),
          apply: (transaction, decorations) => {
            if (!transaction.docChanged && transaction.getMeta(key) !== true) return decorations
            if (!hasCode(transaction.doc)) return DecorationSet.empty
            return decorationsOf(transaction.doc, missing)
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ]
  },
})
