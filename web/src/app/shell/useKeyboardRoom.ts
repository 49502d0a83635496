import { useEffect } from 'react'

/** A page zoomed by two fingers sees less of itself too; that is no keyboard. */
const UNZOOMED = 1.01

/** Less than any on-screen keyboard is high, more than a browser's bars change by. In pixels. */
const LEAST_PX = 120

/**
 * Keeps the page above the on-screen keyboard where the browser lays it over the page instead of making the page lower
 * (Safari; others follow `interactive-widget=resizes-content`). Its height is the CSS variable `--ui-keyboard`.
 */
export function useKeyboardRoom(): void {
  useEffect(() => {
    const seen = window.visualViewport
    if (!seen) return
    const follow = () => {
      const hidden = window.innerHeight - seen.height
      const isKeyboard = seen.scale < UNZOOMED && hidden > LEAST_PX
      const { style } = document.documentElement
      if (!isKeyboard) {
        style.removeProperty('--ui-keyboard')
        return
      }
      style.setProperty('--ui-keyboard', `${Math.round(hidden)}px`)
      // The browser has moved the page up to show the field; the page is now as low as what is seen of it.
      window.scrollTo(0, 0)
    }
    seen.addEventListener('resize', follow)
    seen.addEventListener('scroll', follow)
    return () => {
      seen.removeEventListener('resize', follow)
      seen.removeEventListener('scroll', follow)
    }
  }, [])
}
