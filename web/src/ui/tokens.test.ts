import { describe, expect, it } from 'vitest'
import { faces, type Shade, surfaces } from './tokens'

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const grounds: Shade[] = [
  surfaces.page,
  surfaces.pane,
  surfaces.raised,
  surfaces.float,
  surfaces.hover,
  surfaces['accent-soft'],
  surfaces['accent-soft-hover'],
]
const letters: Shade[] = [
  surfaces.text,
  surfaces.quiet,
  surfaces['accent-text'],
  surfaces.warn,
  surfaces.danger,
]

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  it('every text colour can be read on every surface', () => {
    const poor = grounds.flatMap((ground) =>
      letters
        .map((letter) => contrast(ground[theme], letter[theme]))
        .filter((ratio) => ratio < 4.5),
    )
    expect(poor).toEqual([])
  })

  it('every notice ground carries its text', () => {
    expect(contrast(surfaces['danger-soft'][theme], surfaces.danger[theme])).toBeGreaterThan(4.5)
    expect(contrast(surfaces['warn-soft'][theme], surfaces.warn[theme])).toBeGreaterThan(4.5)
    expect(contrast(surfaces.accent[theme], surfaces['on-accent'][theme])).toBeGreaterThan(4.5)
    expect(contrast(surfaces['accent-hover'][theme], surfaces['on-accent'][theme])).toBeGreaterThan(
      4.5,
    )
    expect(contrast(surfaces['danger-fill'][theme], '#ffffff')).toBeGreaterThan(4.5)
  })

  it('every initial can be read on its face', () => {
    for (const { ground, letter } of faces) {
      expect(contrast(ground[theme], letter[theme])).toBeGreaterThan(4.5)
    }
  })

  it('the mark of being online stands out from the panes', () => {
    expect(contrast(surfaces.online[theme], surfaces.pane[theme])).toBeGreaterThan(3)
  })
})
