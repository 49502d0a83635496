/** What of an element's style attribute means something here. The style is only read, never applied. */
export interface Look {
  /** Undefined where the element says nothing of its own. */
  isBold: boolean | undefined
  isItalic: boolean | undefined
  isStruck: boolean | undefined
  isHidden: boolean
  /** Whether line ends in the text are line ends on the screen. */
  keepsLines: boolean | undefined
  isMonospace: boolean
  /** Whether nothing is left free under it: a line rather than a paragraph. */
  isTight: boolean
}

const MONOSPACE = /monospace|consolas|menlo|monaco|courier|\bmono\b|source code pro|fira code/i

export function lookOf(element: Element): Look {
  const style = (element.getAttribute('style') ?? '').toLowerCase()
  const value = (property: string) =>
    new RegExp(`(?:^|[;\\s])${property}\\s*:\\s*([^;]+)`).exec(style)?.[1]?.trim() ?? ''
  const weight = value('font-weight')
  const slant = value('font-style')
  const space = value('white-space')
  const line = value('text-decoration-line') || value('text-decoration')
  return {
    isBold: weight === '' ? undefined : /^(?:bold|bolder|[6-9]00)/.test(weight),
    isItalic: slant === '' ? undefined : /^(?:italic|oblique)/.test(slant),
    isStruck: line === '' ? undefined : line.includes('line-through'),
    isHidden: value('display') === 'none' || /mso-hide\s*:\s*all/.test(style),
    keepsLines: space === '' ? undefined : /^(?:pre|break-spaces)/.test(space),
    isMonospace: MONOSPACE.test(value('font-family')),
    isTight: isNothing(value('margin-bottom')) || isNothing(bottomOf(value('margin'))),
  }
}

function isNothing(length: string): boolean {
  return /^0*\.?0*(?:1?(?:px|pt|cm|in|em|rem))?$/.test(length) && length !== ''
}

/** The bottom of the shorthand: one value for all, two or three or four. */
function bottomOf(margin: string): string {
  const parts = margin.split(/\s+/)
  return parts[2] ?? parts[0] ?? ''
}
