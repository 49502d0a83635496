import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Within this distance of the end, in pixels, the list counts as being at its end. */
const AT_END_PX = 80

/** Drawings after which a list has come to rest where it was opened: its items are measured as they come onto the screen. */
const SETTLING_FRAMES = 8

/** With fewer items than this left beyond the screen, more are asked for. */
const NEAR = 12

export interface AnchoredListOptions {
  /** Stable key of each item, first to last. The list is taken as loading while it is empty. */
  keys: readonly string[]
  estimateSize: (index: number) => number
  /** Whether the last item is the newest there is: only then do new items pull the list along. */
  followsEnd: boolean
  /** Where to open: at an item, or at the end. Read once, when the first items are there. */
  openAt: { key: string; align: 'start' | 'center' } | null
  /** Asks for what comes before the first item; not called again until its promise is settled. */
  loadBefore: (() => Promise<void>) | null
  /** Asks for what comes after the last item. */
  loadAfter: (() => Promise<void>) | null
}

export interface AnchoredList {
  scrollRef: RefObject<HTMLDivElement | null>
  virtualizer: Virtualizer<HTMLDivElement, Element>
  isAtEnd: boolean
  scrollToEnd: () => void
  /** Brings an item to the middle; false when it is not in the list. */
  scrollToKey: (key: string) => boolean
}

/** Pause after a failed load, in milliseconds, before it is asked for again. */
const RETRY_MS = 3_000

/**
 * Whether the list scrolls along with an item that changes its height, so that what is being read stays where it is.
 *
 * Left to itself the library does not while one scrolls up. But just then older history comes in, and what was the
 * first item loses its heading to the one now before it.
 */
function staysInPlace(
  item: VirtualItem,
  _delta: number,
  list: Virtualizer<HTMLDivElement, Element>,
): boolean {
  const top = list.scrollOffset ?? 0
  const isKnown = list.itemSizeCache.has(item.key)
  return isKnown ? item.end <= top : item.start < top
}

function afterFrames(frames: number, act: () => void): void {
  if (frames === 0) act()
  else requestAnimationFrame(() => afterFrames(frames - 1, act))
}

/** Calls `load` while it is due, one call at a time; `size` is how much there is. */
function useLoadWhenDue(isDue: boolean, load: (() => Promise<void>) | null, size: number): void {
  const isBusy = useRef(false)
  const asked = useRef(load)
  asked.current = load
  const canLoad = load !== null
  // Each answer is counted: what it brought may not reach as far as is due, and nothing else would draw again.
  const [answers, setAnswers] = useState(0)
  useEffect(() => {
    if (!isDue || !canLoad || size === 0 || answers < 0 || isBusy.current) return
    isBusy.current = true
    const settle = () => {
      isBusy.current = false
      setAnswers((count) => count + 1)
    }
    asked.current?.().then(settle, () => {
      window.setTimeout(settle, RETRY_MS)
    })
  }, [isDue, canLoad, size, answers])
}

/**
 * A virtualised list that is read upwards from its end, as logs and conversations are: what is being read stays
 * where it is while items come in before or after it, and whoever is at the end stays at the end.
 */
export function useAnchoredList(options: AnchoredListOptions): AnchoredList {
  const { keys, followsEnd, openAt } = options
  const scrollRef = useRef<HTMLDivElement>(null)
  const isOpened = useRef(false)
  const [isSettled, setIsSettled] = useState(false)
  const [isAtEnd, setIsAtEnd] = useState(true)

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: keys.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: options.estimateSize,
    getItemKey: useCallback((index: number) => keys[index] ?? index, [keys]),
    anchorTo: 'end',
    followOnAppend: followsEnd,
    scrollEndThreshold: AT_END_PX,
    overscan: 8,
    onChange: (instance) => setIsAtEnd(instance.isAtEnd(AT_END_PX)),
  })

  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = staysInPlace

  useLayoutEffect(() => {
    if (isOpened.current || keys.length === 0) return
    isOpened.current = true
    const index = openAt === null ? -1 : keys.indexOf(openAt.key)
    if (openAt === null || index === -1) virtualizer.scrollToEnd()
    else virtualizer.scrollToIndex(index, { align: openAt.align })
    // Asking for more before that would move the item the list is still on its way to.
    afterFrames(SETTLING_FRAMES, () => setIsSettled(true))
  }, [keys, openAt, virtualizer])

  useKeepsEnd(scrollRef, virtualizer)

  const visible = virtualizer.range
  const isMeasured = isSettled && visible !== null
  useLoadWhenDue(isMeasured && visible.startIndex < NEAR, options.loadBefore, keys.length)
  useLoadWhenDue(
    isMeasured && visible.endIndex > keys.length - NEAR,
    options.loadAfter,
    keys.length,
  )

  const scrollToEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer])
  const scrollToKey = useCallback(
    (key: string) => {
      const index = keys.indexOf(key)
      if (index !== -1) virtualizer.scrollToIndex(index, { align: 'center' })
      return index !== -1
    },
    [keys, virtualizer],
  )
  return { scrollRef, virtualizer, isAtEnd, scrollToEnd, scrollToKey }
}

/** Stays at the end when the box itself gets lower: a keyboard slides in, a text field below grows. */
function useKeepsEnd(
  scrollRef: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): void {
  useEffect(() => {
    const box = scrollRef.current
    if (box === null) return
    let height = box.clientHeight
    const observer = new ResizeObserver(() => {
      const lost = height - box.clientHeight
      height = box.clientHeight
      if (lost > 0 && virtualizer.isAtEnd(AT_END_PX + lost)) virtualizer.scrollToEnd()
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [scrollRef, virtualizer])
}
