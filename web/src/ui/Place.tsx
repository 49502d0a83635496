import { type ReactNode, useEffect, useRef } from 'react'
import { focusPlace, type Place as PlaceName } from '@/ground/keyboard'
import classes from './later.module.css'

interface PlaceProps {
  name: PlaceName
  /** Takes the focus when it appears, except where that would bring up an on-screen keyboard. */
  takesFocus?: boolean
  children: ReactNode
}

/** A part of the page that the keyboard goes to by name. */
export function Place({ name, takesFocus = false, children }: PlaceProps) {
  const isNew = useRef(true)
  useEffect(() => {
    if (isNew.current && takesFocus && !isTouch()) focusPlace(name)
    isNew.current = false
  }, [name, takesFocus])
  return (
    <div className={classes.box} data-place={name}>
      {children}
    </div>
  )
}

function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}
