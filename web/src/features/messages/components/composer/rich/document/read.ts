import type { JSONContent } from '@tiptap/core'
import { parseForEditing } from '../../../../markdown/parse'
import type { Block, Inline, Lines } from '../../../../markdown/tree'
import { linesOf, type Run } from './runs'

/** Markdown as a document of the editor: each line of text is a paragraph, an empty line an empty one. */
export function documentOf(markdown: string): JSONContent {
  const text = markdown.replace(/\r\n?/g, '\n')
  return { type: 'doc', content: contentOf(parseForEditing(text), text.split('\n')) }
}

/** What was parsed elsewhere, such as a paste, as content of the editor. */
export function contentOf(blocks: readonly Block[], source?: readonly string[]): JSONContent[] {
  const content: JSONContent[] = []
  for (const block of blocks) {
    const nodes = nodesOf(block, source)
    const isText = nodes[0]?.type === 'paragraph'
    if (isText && content.at(-1)?.type === 'paragraph') content.push({ type: 'paragraph' })
    content.push(...nodes)
  }
  return content.length === 0 ? [{ type: 'paragraph' }] : content
}

function nodesOf(block: Block, source: readonly string[] | undefined): JSONContent[] {
  switch (block.type) {
    case 'paragraph':
      return paragraphs(block.children)
    case 'heading':
      return (
        asWritten(block.lines, source) ?? paragraphs([{ type: 'strong', children: block.children }])
      )
    case 'rule':
      return asWritten(block.lines, source) ?? []
    case 'table':
      return asWritten(block.lines, source) ?? [block.head, ...block.rows].flatMap(rowOf)
    case 'quote':
      return [{ type: 'blockquote', content: contentOf(block.children) }]
    case 'list':
      return listOf(block)
    case 'codeblock': {
      const attrs = { language: block.language === '' ? null : block.language }
      return [{ type: 'codeBlock', attrs, content: textNodes(block.text) }]
    }
  }
}

function listOf(block: Block & { type: 'list' }): JSONContent[] {
  const content = block.items.map((item) => {
    const inside = contentOf(item)
    const isLed = inside[0]?.type === 'paragraph'
    return { type: 'listItem', content: isLed ? inside : [{ type: 'paragraph' }, ...inside] }
  })
  if (content.length === 0) return []
  if (block.start === null) return [{ type: 'bulletList', content }]
  return [{ type: 'orderedList', attrs: { start: block.start }, content }]
}

/** Headings, rules and tables have no shape in the editor: they stay the Markdown they are. */
function asWritten(
  [first, end]: Lines,
  source: readonly string[] | undefined,
): JSONContent[] | null {
  if (source === undefined) return null
  const text = source.slice(first, end).join('\n').trim()
  return [{ type: 'markdown', content: textNodes(text) }]
}

function rowOf(cells: readonly Inline[][]): JSONContent[] {
  const words = cells.flatMap((cell, at): Inline[] =>
    at === 0 ? cell : [{ type: 'text', text: ' | ' }, ...cell],
  )
  return paragraphs(words)
}

function paragraphs(children: readonly Inline[]): JSONContent[] {
  return linesOf(children).map((runs) => ({ type: 'paragraph', content: runs.map(nodeOf) }))
}

function textNodes(text: string): JSONContent[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

function nodeOf(run: Run): JSONContent {
  const marks: NonNullable<JSONContent['marks']> = run.marks.map((type) => ({ type }))
  if (run.href !== null) marks.push({ type: 'link', attrs: { href: run.href } })
  if (run.isCode) marks.push({ type: 'code' })
  if (run.accountId === null) return { type: 'text', text: run.text, marks }
  const attrs = { accountId: run.accountId, name: run.text.replace(/^@/, '') }
  return { type: 'mention', attrs, marks }
}
