import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Within this distance of the end, in pixels, the list counts as being at its end. */
const AT_END_PX = 80

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

/** Calls `load` when `isDue`, one call at a time, and again when `size` has grown since. */
function useLoadWhenDue(isDue: boolean, load: (() => Promise<void>) | null, size: number): void {
  const isBusy = useRef(false)
  useEffect(() => {
    if (!isDue || load === null || size === 0 || isBusy.current) return
    isBusy.current = true
    const settled = () => {
      isBusy.current = false
    }
    load().then(settled, settled)
  }, [isDue, load, size])
}

/**
 * A virtualised list that is read upwards from its end, as logs and conversations are: what is being read stays
 * where it is while items come in before or after it, and whoever is at the end stays at the end.
 */
export function useAnchoredList(options: AnchoredListOptions): AnchoredList {
  const { keys, followsEnd, openAt } = options
  const scrollRef = useRef<HTMLDivElement>(null)
  const isOpened = useRef(false)
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

  useLayoutEffect(() => {
    if (isOpened.current || keys.length === 0) return
    isOpened.current = true
    const index = openAt === null ? -1 : keys.indexOf(openAt.key)
    if (openAt === null || index === -1) virtualizer.scrollToEnd()
    else virtualizer.scrollToIndex(index, { align: openAt.align })
  }, [keys, openAt, virtualizer])

  useKeepsEnd(scrollRef, virtualizer)

  const visible = virtualizer.range
  const isMeasured = isOpened.current && visible !== null
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
