import { createLowlight } from 'lowlight'
import { grammarOf, knownLanguage } from './languages'

/** A piece of code that is drawn apart. Positions count UTF-16 units. */
export interface Token {
  from: number
  to: number
  kind: Kind
}

const KINDS = {
  attr: 'name',
  attribute: 'name',
  built_in: 'type',
  bullet: 'keyword',
  comment: 'comment',
  doctag: 'comment',
  addition: 'added',
  deletion: 'removed',
  keyword: 'keyword',
  literal: 'number',
  meta: 'comment',
  name: 'keyword',
  number: 'number',
  property: 'name',
  quote: 'comment',
  regexp: 'string',
  section: 'title',
  'selector-attr': 'name',
  'selector-class': 'title',
  'selector-id': 'title',
  'selector-pseudo': 'title',
  'selector-tag': 'keyword',
  string: 'string',
  symbol: 'number',
  tag: 'keyword',
  title: 'title',
  type: 'type',
  variable: 'name',
} as const

type Kind = (typeof KINDS)[keyof typeof KINDS]

/** Longer code than this stays plain: colouring it would be felt while typing. */
const MOST_CHARACTERS = 20_000

const lowlight = createLowlight()

type Tree = ReturnType<typeof lowlight.highlight>['children'][number]

/** Loads what a language needs; false when nobody here knows it or it cannot be had now. */
export async function loadLanguage(name: string): Promise<boolean> {
  const known = knownLanguage(name)
  if (known === null) return false
  if (lowlight.registered(known)) return true
  try {
    const grammar = await grammarOf(known)
    if (grammar !== null) lowlight.register(known, grammar)
    return grammar !== null
  } catch {
    return false
  }
}

/** What is to be coloured in code; null while its language has not come, and nothing where there is none. */
export function highlighted(code: string, name: string): Token[] | null {
  const known = knownLanguage(name)
  if (known === null || code.length > MOST_CHARACTERS) return []
  if (!lowlight.registered(known)) return null
  const tokens: Token[] = []
  let at = 0
  const visit = (node: Tree, kind: Kind | null): void => {
    if (node.type === 'text') {
      const from = at
      at += node.value.length
      if (kind !== null) tokens.push({ from, to: at, kind })
    } else if (node.type === 'element') {
      const own = kindOf(node.properties.className) ?? kind
      for (const child of node.children) visit(child, own)
    }
  }
  for (const node of lowlight.highlight(known, code).children) visit(node, null)
  return tokens
}

function kindOf(className: unknown): Kind | null {
  const [first] = Array.isArray(className) ? className.map(String) : []
  const name = first?.replace(/^hljs-/, '').split('.')[0] ?? ''
  return KINDS[name as keyof typeof KINDS] ?? null
}
