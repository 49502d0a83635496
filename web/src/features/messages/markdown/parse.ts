import MarkdownIt, { type Token } from 'markdown-it'
import { mentionedAccount, safeHref } from './links'
import { type Block, type Inline, type Lines, textOf } from './tree'

/** Deeper nesting than any person writes; beyond it the text is shown as it was typed. */
const MAX_NESTING = 24

/** Endings that make a bare `name.ending` a link. `md`, `py`, `rs`, `sh`, `ps` and `so` are left out: they end the names of files. */
const ENDINGS =
  'com org net edu gov int info biz name pro app dev page blog shop store studio design agency works cloud tech online site ' +
  'ac ad ae af ag ai al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cc cd cf ch ci ck cl cm cn co cr cu cv cy cz ' +
  'de dj dk dm do dz ec ee eg er es et eu fi fj fm fo fr ga gb gd ge gg gh gi gl gm gn gr gt gy hk hn hr ht hu id ie il im in io iq ir is it ' +
  'je jm jo jp ke kg kh kr kw ky kz la lb lc li lk lr lt lu lv ly ma mc me mg mk ml mn mo mr mt mu mv mw mx my mz na ne ng ni nl no np nz ' +
  'om pa pe ph pk pl pt pw qa ro ru rw sa sc sd se sg si sk sl sn sr sv sy sz tc td tg th tj tm tn to tr tt tv tw tz ua ug uk us uy uz vc ve vn vu ws ye za zm zw'

function makeParser() {
  const parser = new MarkdownIt({
    html: false,
    linkify: true,
    breaks: true,
    maxNesting: MAX_NESTING,
  })
  // Reference definitions would swallow lines; indented code and underlined headings surprise in a chat.
  parser.disable(['reference', 'code', 'lheading', 'html_block', 'html_inline'])
  parser.validateLink = (address) =>
    safeHref(address) !== null || mentionedAccount(address) !== null
  parser.linkify.set({ fuzzyLink: true, tlds: ENDINGS.split(' ') })
  return parser
}

const parser = makeParser()

/** For text that is going to be written back: addresses in it keep the characters they were typed with. */
function makeExactParser() {
  const exact = makeParser()
  exact.normalizeLinkText = (address) => address
  return exact
}

const exactParser = makeExactParser()

/** A token with what stands between its opening and its closing. */
interface Branch {
  token: Token
  children: Branch[]
}

/** markdown-it answers a flat list in which openings and closings pair up. */
function nest(tokens: readonly Token[]): Branch[] {
  const root: Branch[] = []
  const open: Branch[][] = [root]
  for (const token of tokens) {
    const level = open[open.length - 1] ?? root
    if (token.nesting === -1) {
      open.pop()
    } else {
      const branch: Branch = { token, children: [] }
      level.push(branch)
      if (token.nesting === 1) open.push(branch.children)
    }
  }
  return root
}

function attribute(token: Token, name: string): string {
  return String(token.attrs?.find(([key]) => key === name)?.[1] ?? '')
}

function linkTo(address: string, children: Inline[], isBare = false): Inline[] {
  const accountId = mentionedAccount(address)
  if (accountId !== null) return [{ type: 'mention', accountId, text: textOf(children) }]
  const href = safeHref(address)
  return href === null ? children : [{ type: 'link', href, isBare, children }]
}

function linesOf(token: Token): Lines {
  return token.map ?? [0, 0]
}

function inlineOf(branch: Branch): Inline[] {
  const { token } = branch
  switch (token.type) {
    case 'softbreak':
    case 'hardbreak':
      return [{ type: 'break' }]
    case 'code_inline':
      return [{ type: 'code', text: token.content }]
    case 'strong_open':
      return [{ type: 'strong', children: inlines(branch.children) }]
    case 'em_open':
      return [{ type: 'em', children: inlines(branch.children) }]
    case 's_open':
      return [{ type: 'strike', children: inlines(branch.children) }]
    case 'link_open':
      return linkTo(attribute(token, 'href'), inlines(branch.children), token.markup === 'linkify')
    case 'image': {
      // A picture would tell its host who reads, and when: it becomes a link.
      const address = attribute(token, 'src')
      const text = token.content === '' ? address : token.content
      return linkTo(address, [{ type: 'text', text }])
    }
    default:
      return token.content === '' ? [] : [{ type: 'text', text: token.content }]
  }
}

function inlines(branches: readonly Branch[]): Inline[] {
  return branches.flatMap(inlineOf)
}

function inlineContent(branch: Branch): Inline[] {
  return branch.children.flatMap(({ token }) =>
    token.type === 'inline' ? inlines(nest(token.children ?? [])) : [],
  )
}

function tableOf(branch: Branch): Block {
  const rowsIn = (part: string) =>
    branch.children
      .filter(({ token }) => token.type === part)
      .flatMap((section) => section.children)
      .map((row) => row.children.map(inlineContent))
  return {
    type: 'table',
    head: rowsIn('thead_open')[0] ?? [],
    rows: rowsIn('tbody_open'),
    lines: linesOf(branch.token),
  }
}

function listOf(branch: Branch): Block {
  const start = attribute(branch.token, 'start')
  return {
    type: 'list',
    start: branch.token.type === 'ordered_list_open' ? Number(start === '' ? 1 : start) : null,
    items: branch.children.map((item) => blocks(item.children)),
  }
}

function blockOf(branch: Branch): Block[] {
  const { token } = branch
  switch (token.type) {
    case 'paragraph_open':
      return [{ type: 'paragraph', children: inlineContent(branch) }]
    case 'heading_open':
      return [{ type: 'heading', children: inlineContent(branch), lines: linesOf(token) }]
    case 'blockquote_open':
      return [{ type: 'quote', children: blocks(branch.children) }]
    case 'bullet_list_open':
    case 'ordered_list_open':
      return [listOf(branch)]
    case 'fence':
      return [
        {
          type: 'codeblock',
          text: token.content.replace(/\n$/, ''),
          language: token.info.trim().split(/\s+/)[0] ?? '',
        },
      ]
    case 'hr':
      return [{ type: 'rule', lines: linesOf(token) }]
    case 'table_open':
      return [tableOf(branch)]
    default:
      return []
  }
}

function blocks(branches: readonly Branch[]): Block[] {
  return branches.flatMap(blockOf)
}

function asTyped(text: string): Block[] {
  const lines = text.split('\n').flatMap((line, at): Inline[] => {
    const piece: Inline = { type: 'text', text: line }
    return at === 0 ? [piece] : [{ type: 'break' }, piece]
  })
  return [{ type: 'paragraph', children: lines }]
}

/** Whether a block shows at least one character. */
function hasWords(block: Block): boolean {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return textOf(block.children).trim() !== ''
    case 'quote':
      return block.children.some(hasWords)
    case 'list':
      return block.items.some((item) => item.some(hasWords))
    case 'codeblock':
      return block.text.trim() !== ''
    case 'rule':
      return false
    case 'table':
      return [block.head, ...block.rows].some((row) =>
        row.some((cell) => textOf(cell).trim() !== ''),
      )
  }
}

function treeOf(text: string, markdown: typeof parser): Block[] | null {
  const tokens = markdown.parse(text, {})
  // markdown-it drops blocks beyond its nesting limit; a message must never lose words.
  return tokens.some((token) => token.level >= MAX_NESTING - 2) ? null : blocks(nest(tokens))
}

/** Markdown to the allow-list. A text of marks alone (`*`, `---`, an empty fence) is shown as typed. */
export function parseMarkdown(text: string): Block[] {
  const tree = treeOf(text, parser)
  return tree?.some(hasWords) ? tree : asTyped(text)
}

/** The same for text that is going to be changed and written back. */
export function parseForEditing(text: string): Block[] {
  const tree = treeOf(text, exactParser)
  return tree?.some(hasWords) ? tree : asTyped(text)
}

/** What a piece of Markdown means as part of a longer text, where marks alone mean what they always do. */
export function parsePiece(text: string): Block[] {
  return treeOf(text, exactParser) ?? []
}
