import { type PointerEvent, useRef } from 'react'

/** A finger that moved so far sideways, and less up or down, wants the next one. In pixels. */
const FAR = 48

/** Steps through what is shown with a finger; null leaves the finger to the browser. */
export function useSwipe(onStep: ((steps: 1 | -1) => void) | null) {
  const from = useRef<{ x: number; y: number } | null>(null)
  if (onStep === null) return {}
  return {
    onPointerDown: ({ pointerType, isPrimary, clientX, clientY }: PointerEvent) => {
      from.current = pointerType === 'touch' && isPrimary ? { x: clientX, y: clientY } : null
    },
    onPointerUp: ({ clientX, clientY }: PointerEvent) => {
      if (from.current === null) return
      const along = clientX - from.current.x
      const across = clientY - from.current.y
      from.current = null
      if (Math.abs(along) < FAR || Math.abs(along) < Math.abs(across)) return
      const isForward = along < 0 === (document.documentElement.dir !== 'rtl')
      onStep(isForward ? 1 : -1)
    },
    onPointerCancel: () => {
      from.current = null
    },
  }
}
