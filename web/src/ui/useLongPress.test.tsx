import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useLongPress } from './useLongPress'

const onLongPress = vi.fn()

function Target() {
  return <button {...useLongPress(onLongPress)}>press</button>
}

const at = (x: number, pointerType = 'touch') => ({ pointerType, clientX: x, clientY: 0 })

beforeEach(() => {
  onLongPress.mockReset()
  vi.useFakeTimers()
  render(<Target />)
})
afterEach(() => vi.useRealTimers())

describe('a long press', () => {
  it('answers to a finger that rests', () => {
    fireEvent.pointerDown(screen.getByRole('button'), at(10))
    vi.advanceTimersByTime(449)
    expect(onLongPress).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onLongPress).toHaveBeenCalledOnce()
  })

  it('is none when the finger lifts, or moves to scroll', () => {
    const button = screen.getByRole('button')
    fireEvent.pointerDown(button, at(10))
    fireEvent.pointerUp(button, at(10))
    fireEvent.pointerDown(button, at(10))
    fireEvent.pointerMove(button, at(30))
    vi.advanceTimersByTime(1000)
    expect(onLongPress).not.toHaveBeenCalled()
  })

  it('leaves the mouse and its menu alone', () => {
    const button = screen.getByRole('button')
    fireEvent.pointerDown(button, at(10, 'mouse'))
    vi.advanceTimersByTime(1000)
    expect(onLongPress).not.toHaveBeenCalled()
    expect(fireEvent.contextMenu(button)).toBe(true)
    fireEvent.pointerDown(button, at(10))
    expect(fireEvent.contextMenu(button)).toBe(false)
  })
})
