/** Word writes items as paragraphs with their number as text; the style names the list and the level. */
export function wordItemOf(element: Element): { level: number; start: number | null } | null {
  const style = element.getAttribute('style') ?? ''
  const found = /mso-list\s*:\s*\w+\s+level(\d)/i.exec(style)
  if (found === null) return null
  const marker = [...element.querySelectorAll('[style]')].find((inner) =>
    /mso-list\s*:\s*ignore/i.test(inner.getAttribute('style') ?? ''),
  )
  const label = (marker?.textContent ?? '').replace(/[\s\u00a0]+/g, '')
  return { level: Number(found[1]) - 1, start: numberOf(label) }
}

/** `3.`, `3)`, `(3)`, `c.`, `iv)`: the number of an ordered item; null for a bullet. */
function numberOf(label: string): number | null {
  const [, digits, letters] = /^\(?(?:(\d{1,9})|([a-z]{1,6}))[.)]$/i.exec(label) ?? []
  if (digits !== undefined) return Number(digits)
  return letters === undefined ? null : 1
}
