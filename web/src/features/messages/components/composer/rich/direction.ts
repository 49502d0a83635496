import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/**
 * Each line of text has the direction of its own words. Those in a list or a quote say nothing of theirs: the list has the direction
 * of its first words, so that its marks stand on that side.
 */
export const Direction = Extension.create({
  name: 'direction',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations: ({ doc }) => {
          const lines: Decoration[] = []
          doc.forEach((node, at) => {
            if (node.type.name !== 'paragraph') return
            lines.push(Decoration.node(at, at + node.nodeSize, { dir: 'auto' }))
          })
          return DecorationSet.create(doc, lines)
        },
      },
    }),
  ],
})
