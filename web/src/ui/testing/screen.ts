import { vi } from 'vitest'

/** What a browser has and jsdom lacks: media queries, observers, scrolling, and boxes with a size. */
export function withScreen({ width = 1440, height = 900 } = {}): void {
  vi.stubGlobal('matchMedia', (query: string) => {
    const [, edge, pixels] = /\((min|max)-width:\s*([\d.]+)px\)/.exec(query) ?? []
    const limit = Number(pixels)
    const matches = edge === 'min' ? width >= limit : edge === 'max' ? width <= limit : false
    const listen = () => undefined
    return { matches, media: query, addEventListener: listen, removeEventListener: listen }
  })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  )
  const box = { offsetWidth: width, offsetHeight: height, clientHeight: height, clientWidth: width }
  for (const [name, value] of Object.entries(box)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
  }
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() })
  vi.stubGlobal('scrollTo', () => undefined)
  Element.prototype.scrollTo = () => undefined
  Element.prototype.scrollIntoView = () => undefined
}
