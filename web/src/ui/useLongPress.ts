import { type PointerEvent, useRef } from 'react'

/** How long a finger rests before the press counts as long; what Android and iOS use. */
const LONG_MS = 450

/** A finger that moves further than this, in pixels, is scrolling. */
const SLACK_PX = 10

interface LongPress {
  onPointerDown: (event: PointerEvent) => void
  onPointerMove: (event: PointerEvent) => void
  onPointerUp: () => void
  onPointerCancel: () => void
  onContextMenu: (event: { preventDefault: () => void }) => void
  onTouchEnd: (event: { preventDefault: () => void }) => void
}

/** Handlers for an element that answers to a long press of a finger. A mouse is left alone, its own menu included. */
export function useLongPress(onLongPress: () => void): LongPress {
  const press = useRef<{ timer: number; x: number; y: number } | null>(null)
  const wasTouch = useRef(false)
  const wasLong = useRef(false)
  const end = () => {
    if (press.current !== null) window.clearTimeout(press.current.timer)
    press.current = null
  }
  return {
    onPointerDown: (event) => {
      wasTouch.current = event.pointerType === 'touch'
      wasLong.current = false
      if (!wasTouch.current) return
      end()
      const timer = window.setTimeout(() => {
        end()
        wasLong.current = true
        onLongPress()
      }, LONG_MS)
      press.current = { timer, x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event) => {
      const start = press.current
      if (start === null) return
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLACK_PX) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: (event) => {
      if (wasTouch.current) event.preventDefault()
    },
    // Lifted soon after, it still counts as a tap to some browsers: that would press what was held, and close what has opened.
    onTouchEnd: (event) => {
      if (wasLong.current) event.preventDefault()
    },
  }
}
