import type { Block, Inline } from '../../../../markdown/tree'

/** What a container holds, before lines are put together to paragraphs and items to lists. */
export type Piece =
  | { kind: 'paragraph' | 'line'; children: Inline[] }
  | { kind: 'gap' }
  | { kind: 'item'; level: number; start: number | null; blocks: Block[] }
  | { kind: 'block'; block: Block }

type Item = Piece & { kind: 'item' }

/** Lists and quotes inside each other beyond this are laid side by side: nobody reads deeper, and Markdown has an end. */
export const MOST_DEPTH = 6

/** Lines that follow each other are one paragraph; items, by their level, one list. */
export function assemble(pieces: readonly Piece[]): Block[] {
  const blocks: Block[] = []
  let lines: Inline[] | null = null
  let items: Item[] = []
  const end = () => {
    if (items.length > 0) blocks.push(...listsOf(items))
    items = []
    lines = null
  }
  for (const piece of pieces) {
    if (piece.kind === 'item') {
      lines = null
      items.push(piece)
    } else if (piece.kind === 'line' && lines !== null) {
      lines.push({ type: 'break' }, ...piece.children)
    } else if (piece.kind !== 'gap' || items.length === 0) {
      end()
      if (piece.kind === 'block') blocks.push(piece.block)
      else if (piece.kind !== 'gap') {
        const children = [...piece.children]
        if (piece.kind === 'line') lines = children
        blocks.push({ type: 'paragraph', children })
      }
    }
  }
  end()
  return blocks
}

/** A flat sequence of items with their levels as lists in lists. */
function listsOf(items: readonly Item[]): Block[] {
  const lists: (Block & { type: 'list' })[] = []
  const base = Math.min(...items.map(({ level }) => level))
  let inner: Item[] = []
  const endInner = () => {
    const nested = inner.length > 0 ? listsOf(inner) : []
    inner = []
    const owner = lists.at(-1)?.items.at(-1)
    if (owner !== undefined) owner.push(...nested)
    else if (nested.length > 0) lists.push(...nested.filter((block) => block.type === 'list'))
  }
  for (const item of items) {
    if (item.level > base && lists.length > 0) {
      inner.push(item)
      continue
    }
    endInner()
    const list = lists.at(-1)
    const isSame = list !== undefined && (list.start === null) === (item.start === null)
    if (isSame) list.items.push([...item.blocks])
    else lists.push({ type: 'list', start: item.start, items: [[...item.blocks]] })
  }
  endInner()
  return lists
}
