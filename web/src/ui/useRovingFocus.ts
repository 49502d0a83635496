import { type KeyboardEvent, useCallback, useRef, useState } from 'react'

interface RovingOptions {
  count: number
  /** The item the Tab key reaches before any arrow was pressed. */
  initial: number
  /** The items that are drawn now, of a virtualised list: one of them is always within the Tab key's reach. */
  drawn?: { first: number; last: number }
  /** Brings an item of a virtualised list onto the screen, so that it can take the focus. */
  reveal?: (index: number) => void
}

interface RovingItem {
  tabIndex: 0 | -1
  'data-roving': number
  onFocus: () => void
}

export interface RovingFocus {
  listProps: {
    ref: (element: HTMLElement | null) => void
    onKeyDown: (event: KeyboardEvent) => void
  }
  itemProps: (index: number) => RovingItem
  focus: (index: number) => void
}

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  PageDown: (index, last) => Math.min(index + 10, last),
  PageUp: (index) => Math.max(index - 10, 0),
  Home: () => 0,
  End: (_index, last) => last,
}

/** Asks again for a few frames: a virtualised item is drawn only after it was scrolled to. */
const FRAMES = 6

/** One stop for the Tab key in a list; the arrow keys, Home, End and the page keys move within it. */
export function useRovingFocus({ count, initial, drawn, reveal }: RovingOptions): RovingFocus {
  const list = useRef<HTMLElement | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const first = drawn?.first ?? 0
  const last = drawn?.last ?? count - 1
  const active = Math.max(first, Math.min(chosen ?? initial, last))

  const focus = useCallback(
    (index: number) => {
      setChosen(index)
      reveal?.(index)
      const take = (frames: number) => {
        const item = list.current?.querySelector<HTMLElement>(`[data-roving="${index}"]`)
        if (item) item.focus({ preventScroll: reveal !== undefined })
        else if (frames > 0) requestAnimationFrame(() => take(frames - 1))
      }
      take(FRAMES)
    },
    [reveal],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const target = event.target as HTMLElement
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
    if (step === undefined || hasModifier || target.dataset.roving === undefined) return
    event.preventDefault()
    focus(step(Number(target.dataset.roving), count - 1))
  }

  return {
    listProps: {
      ref: useCallback((element: HTMLElement | null) => {
        list.current = element
      }, []),
      onKeyDown,
    },
    itemProps: (index) => ({
      tabIndex: index === active ? 0 : -1,
      'data-roving': index,
      onFocus: () => setChosen(index),
    }),
    focus,
  }
}
