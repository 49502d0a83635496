/** The parts of the page that the keyboard goes to by name, in the order in which it passes them; `data-place` marks them. */
export const PLACES = ['bar', 'list', 'content', 'editor', 'side'] as const
export type Place = (typeof PLACES)[number]

/** What takes the focus in each place: the first of these that is there. */
const STOPS: Record<Place, readonly string[]> = {
  bar: ['a[href]'],
  list: ['li [data-roving][tabindex="0"]', 'input', 'a[href]'],
  content: ['li[data-roving][tabindex="0"]', '[role="region"]', 'a[href], button'],
  editor: ['[contenteditable="true"]', 'textarea'],
  side: ['[role="tab"][aria-selected="true"]', '[role="region"]'],
}

/** Moves the focus to a place of the page; false when it is not there. */
export function focusPlace(place: Place): boolean {
  const root = document.querySelector<HTMLElement>(`[data-place="${place}"]`)
  if (root === null) return false
  for (const stop of STOPS[place]) {
    const found = [...root.querySelectorAll<HTMLElement>(stop)].find(isReachable)
    if (found === undefined) continue
    found.focus()
    return document.activeElement === found
  }
  return false
}

/** The place that has the focus; the innermost one where they lie in each other. */
export function placeOfFocus(): Place | null {
  const place = document.activeElement?.closest<HTMLElement>('[data-place]')?.dataset.place
  return PLACES.find((one) => one === place) ?? null
}

/** Moves the focus to the next place that is there, in either direction, and round again at the ends. */
export function focusNextPlace(step: 1 | -1): void {
  const from = placeOfFocus()
  const start = from === null ? (step === 1 ? -1 : 0) : PLACES.indexOf(from)
  for (let tries = 1; tries <= PLACES.length; tries += 1) {
    const index = (start + step * tries + PLACES.length * 2) % PLACES.length
    const place = PLACES[index]
    if (place !== undefined && focusPlace(place)) return
  }
}

function isReachable(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled')
}
