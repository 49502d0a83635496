import { type PointerEvent, useRef, useState } from 'react'
import { MOTION_MS } from './theme'

/** A finger that moved less, in pixels, has not said yet where it is going. */
const SLACK_PX = 12

/** Part of the pane's width after which letting go goes back. */
const FAR = 0.35

/** Pixels a millisecond from which a short flick goes back too. */
const FLICK = 0.5

interface Swipe {
  id: number
  x: number
  y: number
  at: number
  isClaimed: boolean
}

interface SwipeBack {
  /** For the pane that is pushed away. */
  handlers: {
    ref: (element: HTMLElement | null) => void
    onPointerDown: (event: PointerEvent) => void
    onPointerMove: (event: PointerEvent) => void
    onPointerUp: (event: PointerEvent) => void
    onPointerCancel: () => void
  }
  /** A finger pushes the pane, or it is on its way: what is under it has to be there. */
  isMoving: boolean
}

/**
 * Pushing a pane away with a finger, towards the end of the line, as one turns a page back. The pane follows the finger; who asks
 * for no motion sees it go at once. What scrolls sideways under the finger keeps the finger, and so do fields and selected text.
 */
export function useSwipeBack(onBack: (() => void) | undefined): SwipeBack {
  const pane = useRef<HTMLElement | null>(null)
  const swipe = useRef<Swipe | null>(null)
  const [isMoving, setMoving] = useState(false)

  const push = (distance: number, isAnimated: boolean) => {
    const element = pane.current
    if (element === null || !hasMotion()) return
    element.style.transition = isAnimated ? `transform ${MOTION_MS}ms ease-out` : 'none'
    element.style.transform = distance === 0 ? '' : `translateX(${distance * forwards()}px)`
  }
  const rest = () => {
    swipe.current = null
    push(0, true)
    window.setTimeout(() => setMoving(false), hasMotion() ? MOTION_MS : 0)
  }
  const leave = (width: number) => {
    swipe.current = null
    push(width, true)
    const go = () => {
      onBack?.()
      setMoving(false)
      push(0, false)
    }
    window.setTimeout(go, hasMotion() ? MOTION_MS : 0)
  }
  return {
    isMoving,
    handlers: {
      ref: (element) => {
        pane.current = element
      },
      onPointerDown: (event) => {
        const isOne = event.pointerType === 'touch' && event.isPrimary
        if (onBack === undefined || !isOne || keepsFinger(event.target)) return
        const { pointerId: id, clientX: x, clientY: y, timeStamp: at } = event
        swipe.current = { id, x, y, at, isClaimed: false }
      },
      onPointerMove: (event) => {
        const current = swipe.current
        if (current === null || current.id !== event.pointerId) return
        const distance = (event.clientX - current.x) * forwards()
        if (!current.isClaimed) {
          const across = Math.abs(event.clientY - current.y)
          if (Math.max(Math.abs(distance), across) < SLACK_PX) return
          if (distance < across * 1.5) {
            swipe.current = null
            return
          }
          current.isClaimed = true
          pane.current?.setPointerCapture(current.id)
          setMoving(true)
        }
        push(Math.max(0, distance - SLACK_PX), false)
      },
      onPointerUp: (event) => {
        const current = swipe.current
        if (current === null || current.id !== event.pointerId) return
        if (!current.isClaimed) {
          swipe.current = null
          return
        }
        const distance = (event.clientX - current.x) * forwards()
        const width = pane.current?.clientWidth ?? window.innerWidth
        const speed = distance / Math.max(1, event.timeStamp - current.at)
        if (distance > width * FAR || (speed > FLICK && distance > SLACK_PX * 2)) leave(width)
        else rest()
      },
      onPointerCancel: () => {
        if (swipe.current?.isClaimed) rest()
        swipe.current = null
      },
    },
  }
}

/** 1 where lines run to the right, -1 where they run to the left. */
function forwards(): 1 | -1 {
  return document.documentElement.dir === 'rtl' ? -1 : 1
}

function hasMotion(): boolean {
  return !window.matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Whether a finger that begins there means something else by moving sideways. */
function keepsFinger(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="toolbar"]'))
    return true
  if (document.getSelection()?.isCollapsed === false) return true
  for (let element: Element | null = target; element; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth + 1 && scrollsSideways(element)) return true
  }
  return false
}

function scrollsSideways(element: Element): boolean {
  return /auto|scroll/.test(getComputedStyle(element).overflowX)
}
