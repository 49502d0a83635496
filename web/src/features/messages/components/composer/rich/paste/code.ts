const BLOCKS = new Set(['div', 'p', 'li', 'tr'])

/** The text of a block of code: its own line ends, those of `br`, and one for each line that is a box of its own. */
export function codeOf(element: Element): string {
  let text = ''
  const visit = (node: Node): void => {
    if (node instanceof Text) text += node.data
    if (!(node instanceof Element)) return
    const name = node.localName
    if (name === 'br') text += '\n'
    if (name === 'button' || name === 'style' || name === 'script') return
    const isLine = BLOCKS.has(name) && node !== element
    if (isLine && text !== '' && !text.endsWith('\n')) text += '\n'
    const before = text.length
    node.childNodes.forEach(visit)
    if (isLine && !(name === 'div' && text.length > before && text.endsWith('\n'))) text += '\n'
  }
  visit(element)
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(/^\n+|\s+$/g, '')
}

const NAMED = /(?:^|\s)(?:language-|lang-|highlight-source-|hljs\s+|brush:\s*)([\w+#-]+)/

/** The language that highlighters write into classes, on the box, in it or around it. */
export function languageOf(element: Element): string {
  const boxes = [element, element.querySelector('code'), element.parentElement]
  for (const box of boxes) {
    const found = NAMED.exec(box?.getAttribute('class') ?? '')?.[1]
    if (found !== undefined) return found.toLowerCase()
  }
  return ''
}
