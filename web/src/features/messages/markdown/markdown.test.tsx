import { render } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { disguisedHost, safeHref } from './links'
import { Markdown } from './Markdown'
import { parseMarkdown } from './parse'
import { plainLine } from './plain'

const MARA = '0192f0c1-0000-7000-8000-000000000001'
const LONGEST = 10_240

function drawn(text: string): HTMLElement {
  return render(<Markdown text={text} />).container
}

const repeated = (piece: string) =>
  piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST)

describe('what a person writes', () => {
  it('becomes the elements it means', () => {
    const box = drawn(
      '**b** *i* ~~s~~ `c`\n\n- one\n- two\n\n3. three\n\n> said\n\n```js\nlet a\n```',
    )
    for (const tag of ['strong', 'em', 's', 'code', 'ul', 'ol', 'blockquote', 'pre']) {
      expect(box.querySelector(tag), tag).not.toBeNull()
    }
    expect(box.querySelector('ol')?.getAttribute('start')).toBe('3')
  })

  it('keeps every line break', () => {
    expect(drawn('a\nb\nc').querySelectorAll('br')).toHaveLength(2)
  })

  it('links addresses that stand alone, but not names of files', () => {
    expect(drawn('see https://a.example/x and mail@b.example').querySelectorAll('a')).toHaveLength(
      2,
    )
    expect(drawn('nordlys.no/brand').querySelector('a')?.getAttribute('href')).toBe(
      'http://nordlys.no/brand',
    )
    expect(drawn('README.md main.py lib.rs run.sh').querySelector('a')).toBeNull()
  })

  it('draws a mention with what it is given, and never as a link', () => {
    const text = `hi [@Mara \\[x\\]](parley:account/${MARA})`
    const { container } = render(
      <Markdown text={text} renderMention={(id, label) => <b data-id={id}>{label}</b>} />,
    )
    expect(container.querySelector(`b[data-id="${MARA}"]`)?.textContent).toBe('@Mara [x]')
    expect(container.querySelector('a')).toBeNull()
  })

  it('opens links apart and tells them nothing', () => {
    const link = drawn('[here](https://a.example)').querySelector('a')
    expect(link?.target).toBe('_blank')
    expect(link?.rel).toBe('noopener noreferrer nofollow')
  })

  it('shows where a disguised link goes', () => {
    expect(drawn('[https://bank.example](https://thief.example/x)').textContent).toContain(
      '(thief.example)',
    )
    expect(disguisedHost('www.bank.example/in', 'https://bank.example/in')).toBeNull()
    expect(disguisedHost('the report', 'https://a.example')).toBeNull()
  })

  it('reads as one plain line in a list', () => {
    expect(plainLine('**Hi**\n\n- a `b`\n- [c](https://d.example)\n\n> e')).toBe('Hi • a b • c e')
    expect(plainLine(`[@Mara](parley:account/${MARA}) look`)).toBe('@Mara look')
  })

  it('never vanishes: definitions, rules, comments and bare marks are shown', () => {
    for (const text of ['[a]: https://b.example', '<!-- note -->', '*', '#', '>', '<b>x</b>']) {
      expect(drawn(text).textContent?.trim(), text).not.toBe('')
    }
  })
})

const DANGEROUS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  'javascript&colon;alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A;avascript&#x3A;alert(1)',
  'javascript%3Aalert(1)',
  'vbscript:msgbox(1)',
  'data:text/html;base64,PHNjcmlwdD4=',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  'parley:account/../../x',
  'about:blank',
  '//evil.example',
  '/sign-out',
  '\\\\evil.example\\x',
]

describe('a hostile text', () => {
  it.each(DANGEROUS)('cannot link to %j', (address) => {
    for (const text of [
      `[x](${address})`,
      `[x](<${address}>)`,
      `![x](${address})`,
      `<${address}>`,
      `[x]: ${address}\n\n[x]`,
      address,
    ]) {
      for (const link of drawn(text).querySelectorAll('a')) {
        expect(['http:', 'https:', 'mailto:'], text).toContain(new URL(link.href).protocol)
        expect(link.getAttribute('href'), text).toMatch(/^(https?|mailto):/)
      }
    }
    if (!address.startsWith('//')) expect(safeHref(address)).toBeNull()
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe src="https://a.example"></iframe>',
    '<a href="https://a.example" onclick="alert(1)">x</a>',
    '<div style="position:fixed">x</div>',
    '<style>*{display:none}</style>',
    '<form action=/><input name=x></form>',
    '**<b onmouseover=alert(1)>x</b>**',
    '`<script>`\n\n```\n</code><script>alert(1)</script>\n```',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '| <script> | b |\n|-|-|\n| <img src=x> | d |',
  ])('gets no element of its own: %s', (text) => {
    const box = drawn(text)
    expect(
      box.querySelector(
        'script, img, svg, iframe, style, form, input, object, embed, video, audio, link',
      ),
    ).toBeNull()
    for (const element of box.querySelectorAll('*')) {
      const allowed =
        element.tagName === 'A' ? ['href', 'title', 'target', 'rel'] : ['class', 'dir', 'scope']
      expect(allowed).toEqual(expect.arrayContaining(element.getAttributeNames()))
    }
    expect(box.textContent?.length).toBeGreaterThan(0)
  })

  it('loads no picture: a picture is a link one may follow', () => {
    const box = drawn('![cat](https://track.example/p.png?u=1)')
    expect(box.querySelector('img')).toBeNull()
    expect(box.querySelector('a')?.textContent).toBe('cat')
    expect(box.querySelector('a')?.getAttribute('href')).toBe('https://track.example/p.png?u=1')
  })

  it('cannot close the quotes of an attribute', () => {
    const link = drawn('[x](https://a.example/"onmouseover="alert(1))').querySelector('a')
    expect(link?.getAttribute('onmouseover') ?? null).toBeNull()
  })

  it('nested deeper than anybody writes is shown as typed, not cut', () => {
    const text = `${'> '.repeat(60)}the words`
    expect(drawn(text).textContent).toContain('the words')
    expect(drawn(`${'- '.repeat(60)}the words`).textContent).toContain('the words')
  })

  it.each([
    '>',
    '> ',
    '[',
    '[a](',
    '![[',
    '*a_ ',
    '**a *b ',
    '*',
    '_a',
    '<a ',
    '<!--',
    '&#x',
    'http://a.',
    'a@a.a',
    'www.',
    '|a|\n|-|\n',
    '~~a ',
    '- ',
    '1. ',
    '\\[',
    '[a]: x\n',
    '[![a](b)](c)',
    '`',
    '``a`',
    ' - a\n',
    '[@a](parley:account/',
  ])('of 10,240 characters of %j is parsed without a word lost or the stack spent', (piece) => {
    const text = repeated(piece)
    const tree = parseMarkdown(text)
    expect(tree.length).toBeGreaterThan(0)
    expect(drawn(text).textContent?.length).toBeGreaterThan(0)
  })
})
