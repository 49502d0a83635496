/**
 * The part of ICU MessageFormat that Parley's texts use: `{name}`, `{count, number}`,
 * `{count, plural, =0 {none} one {# message} other {# messages}}` and `{kind, select, a {…} other {…}}`.
 * An apostrophe is an ordinary character; a brace cannot be written in a text.
 */
export type Param = string | number

type Node =
  | { type: 'text'; value: string }
  | { type: 'param'; name: string }
  | { type: 'number'; name: string }
  | { type: 'hash' }
  | { type: 'choice'; by: 'plural' | 'select'; name: string; branches: Map<string, Node[]> }

const parsed = new Map<string, Node[]>()

type Rewrite = (words: string) => string

/** Renders `message` for a locale, its own words `rewritten`. Throws on a malformed message or a missing parameter. */
export function render(
  message: string,
  locale: string,
  params: Record<string, Param>,
  rewritten: Rewrite = (words) => words,
): string {
  let nodes = parsed.get(message)
  if (!nodes) {
    nodes = new Parser(message).parse()
    parsed.set(message, nodes)
  }
  return write(nodes, { locale, params, rewritten }, 0)
}

/** The names of the parameters a message needs. */
export function paramNames(message: string): Set<string> {
  const names = new Set<string>()
  const visit = (nodes: Node[]): void => {
    for (const node of nodes) {
      if ('name' in node) names.add(node.name)
      if (node.type === 'choice') for (const branch of node.branches.values()) visit(branch)
    }
  }
  visit(new Parser(message).parse())
  return names
}

interface Rendering {
  locale: string
  params: Record<string, Param>
  rewritten: Rewrite
}

function write(nodes: Node[], rendering: Rendering, counted: number): string {
  const { locale, params, rewritten } = rendering
  return nodes
    .map((node) => {
      if (node.type === 'text') return rewritten(node.value)
      if (node.type === 'hash') return new Intl.NumberFormat(locale).format(counted)
      const value = params[node.name]
      if (value === undefined) throw new Error(`The message needs the parameter ${node.name}.`)
      if (node.type === 'param') return String(value)
      if (node.type === 'number') return new Intl.NumberFormat(locale).format(Number(value))
      const branch = choose(node.branches, node.by, value, locale)
      return write(branch, rendering, node.by === 'plural' ? Number(value) : counted)
    })
    .join('')
}

function choose(
  branches: Map<string, Node[]>,
  by: 'plural' | 'select',
  value: Param,
  locale: string,
): Node[] {
  const exact = branches.get(by === 'plural' ? `=${value}` : String(value))
  if (exact) return exact
  const category =
    by === 'plural' ? new Intl.PluralRules(locale).select(Number(value)) : String(value)
  return branches.get(category) ?? branches.get('other') ?? []
}

class Parser {
  private at = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  parse(): Node[] {
    const nodes = this.nodes(false)
    if (this.at < this.source.length) this.fail('a closing brace without its opening one')
    return nodes
  }

  private nodes(counting: boolean): Node[] {
    const nodes: Node[] = []
    let text = ''
    const flush = () => {
      if (text) nodes.push({ type: 'text', value: text })
      text = ''
    }
    while (this.at < this.source.length && this.source[this.at] !== '}') {
      const char = this.source[this.at] ?? ''
      this.at += 1
      if (char === '{') {
        flush()
        nodes.push(this.placeholder(counting))
      } else if (char === '#' && counting) {
        flush()
        nodes.push({ type: 'hash' })
      } else {
        text += char
      }
    }
    flush()
    return nodes
  }

  private placeholder(counting: boolean): Node {
    const name = this.word()
    if (this.take('}')) return { type: 'param', name }
    this.expect(',')
    const kind = this.word()
    if (kind === 'number') {
      this.expect('}')
      return { type: 'number', name }
    }
    if (kind !== 'plural' && kind !== 'select') return this.fail(`the unknown format "${kind}"`)
    this.expect(',')
    const branches = new Map<string, Node[]>()
    while (!this.take('}')) {
      const branch = this.word()
      this.expect('{')
      branches.set(branch, this.nodes(counting || kind === 'plural'))
      this.expect('}')
    }
    if (!branches.has('other')) return this.fail(`no branch "other" for ${name}`)
    return { type: 'choice', by: kind, name, branches }
  }

  private word(): string {
    this.space()
    const match = /^[=\w.-]+/.exec(this.source.slice(this.at))
    if (!match) return this.fail('no name where one is needed')
    this.at += match[0].length
    this.space()
    return match[0]
  }

  private space(): void {
    while (/\s/.test(this.source[this.at] ?? '')) this.at += 1
  }

  private take(char: string): boolean {
    this.space()
    if (this.source[this.at] !== char) return false
    this.at += 1
    return true
  }

  private expect(char: string): void {
    if (!this.take(char)) this.fail(`no "${char}" where one is needed`)
    if (char === ',') this.space()
  }

  private fail(what: string): never {
    throw new Error(`The message "${this.source}" has ${what} (at character ${this.at}).`)
  }
}
