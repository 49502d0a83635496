import type { Node } from '@tiptap/pm/model'
import type { Inline } from '../../../../markdown/tree'

/** Marks by the names of the editor's schema. */
export type Emphasis = 'bold' | 'italic' | 'strike'

/** A piece of a line that looks the same from end to end. */
export interface Run {
  text: string
  /** In the order of `EMPHASES`. */
  marks: readonly Emphasis[]
  isCode: boolean
  href: string | null
  /** Whom it names; the text is then the name with its `@`. */
  accountId: string | null
}

export const EMPHASES: readonly Emphasis[] = ['bold', 'italic', 'strike']

const NAMES = { strong: 'bold', em: 'italic', strike: 'strike' } as const

const PLAIN: Run = { text: '', marks: [], isCode: false, href: null, accountId: null }

/** What the writer and the editor cannot hold: line ends inside a line, and NUL, which Markdown forbids. */
const UNFIT = new RegExp(`[\\r\\n${String.fromCharCode(0)}]+`, 'g')

/** Inline nodes as lines: a break ends a line. */
export function linesOf(nodes: readonly Inline[]): Run[][] {
  const lines: Run[][] = [[]]
  const visit = (list: readonly Inline[], style: Run): void => {
    for (const node of list) {
      if (node.type === 'break') lines.push([])
      else if (node.type === 'text') lines.at(-1)?.push({ ...style, text: node.text })
      else if (node.type === 'code') {
        lines.at(-1)?.push({ ...style, marks: [], isCode: true, text: node.text })
      } else if (node.type === 'mention') {
        lines.at(-1)?.push({ ...style, accountId: node.accountId, href: null, text: node.text })
      } else if (node.type === 'link') {
        visit(node.children, node.isBare ? style : { ...style, href: node.href })
      } else visit(node.children, { ...style, marks: withMark(style.marks, NAMES[node.type]) })
    }
  }
  visit(nodes, PLAIN)
  return lines.map(tidied)
}

function withMark(marks: readonly Emphasis[], mark: Emphasis): Emphasis[] {
  return EMPHASES.filter((each) => each === mark || marks.includes(each))
}

/** The runs of a paragraph of the editor. */
export function runsOf(paragraph: Node): Run[] {
  const runs: Run[] = []
  paragraph.forEach((node) => {
    const names = node.marks.map(({ type }) => type.name)
    const link = node.marks.find(({ type }) => type.name === 'link')
    const marks = EMPHASES.filter((mark) => names.includes(mark))
    if (node.type.name === 'mention') {
      const { accountId, name } = node.attrs
      runs.push({ ...PLAIN, marks, accountId: String(accountId), text: `@${name}` })
    } else {
      const isCode = names.includes('code')
      runs.push({
        ...PLAIN,
        text: node.text ?? '',
        marks: isCode ? [] : marks,
        isCode,
        href: link === undefined ? null : String(link.attrs.href),
      })
    }
  })
  return tidied(runs)
}

/** Without blanks at the ends of the line, which Markdown drops, nor marks on blanks alone; neighbours that look the same are one. */
function tidied(runs: readonly Run[]): Run[] {
  const fit = runs
    .map((run) => ({ ...run, text: run.text.replace(UNFIT, ' ') }))
    .flatMap(withoutMarkedEdges)
  const result: Run[] = []
  for (const run of fit) {
    const last = result.at(-1)
    if (last !== undefined && isAlike(last, run)) last.text += run.text
    else result.push({ ...run })
  }
  trimEnd(result)
  trimStart(result)
  return result
}

function trimStart(runs: Run[]): void {
  for (let run = runs[0]; run !== undefined && !run.isCode; run = runs[0]) {
    run.text = run.text.trimStart()
    if (run.text !== '') return
    runs.shift()
  }
}

function trimEnd(runs: Run[]): void {
  for (let run = runs.at(-1); run !== undefined && !run.isCode; run = runs.at(-1)) {
    run.text = run.text.trimEnd()
    if (run.text !== '') return
    runs.pop()
  }
}

/** Blanks at the edge of a mark or a link stand outside of it: `**bold **` would not be bold. */
function withoutMarkedEdges(run: Run): Run[] {
  if (run.text === '') return []
  if (run.isCode || run.accountId !== null) return [run]
  if (run.marks.length === 0 && run.href === null) return [run]
  const text = run.text.trim()
  const bare = { ...run, marks: [], href: null }
  if (text === '') return [bare]
  const start = run.text.indexOf(text)
  return [
    { ...bare, text: run.text.slice(0, start) },
    { ...run, text },
    { ...bare, text: run.text.slice(start + text.length) },
  ].filter((piece) => piece.text !== '')
}

function isAlike(one: Run, other: Run): boolean {
  return (
    one.accountId === null &&
    other.accountId === null &&
    one.isCode === other.isCode &&
    one.href === other.href &&
    one.marks.join() === other.marks.join()
  )
}

export function areSame(one: readonly Run[], other: readonly Run[]): boolean {
  return (
    one.length === other.length &&
    one.every((run, at) => {
      const its = other[at]
      return (
        its !== undefined &&
        run.text === its.text &&
        run.accountId === its.accountId &&
        run.isCode === its.isCode &&
        run.href === its.href &&
        run.marks.join() === its.marks.join()
      )
    })
  )
}
