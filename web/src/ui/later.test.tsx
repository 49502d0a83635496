import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { later, laterButton, loadLater } from './later'

const Real = ({ name }: { name: string }) => <p>the real {name}</p>

test('what is not loaded yet has a stand-in', async () => {
  let arrive: (component: typeof Real) => void = () => undefined
  const Part = later<{ name: string }>(
    () => new Promise((resolve) => (arrive = resolve)),
    ({ name }) => <p>in place of {name}</p>,
  )
  await act(async () => {
    render(<Part name="menu" />)
  })
  expect(screen.getByText('in place of menu')).toBeTruthy()
  await act(async () => arrive(Real))
  expect(screen.getByText('the real menu')).toBeTruthy()
})

test('what was loaded ahead is there at once, and loaded once', async () => {
  const load = vi.fn(async () => Real)
  const Part = later<{ name: string }>(load)
  await loadLater()
  render(<Part name="menu" />)
  expect(screen.getByText('the real menu')).toBeTruthy()
  expect(load).toHaveBeenCalledTimes(1)
})

test('what cannot be loaded is tried again, and its stand-in stays meanwhile', async () => {
  vi.useFakeTimers()
  const load = vi.fn<() => Promise<typeof Real>>()
  load.mockRejectedValueOnce(new Error('No connection.')).mockResolvedValue(Real)
  const Part = later<{ name: string }>(load, () => <p>in its place</p>)
  await act(async () => {
    render(<Part name="menu" />)
  })
  expect(screen.getByText('in its place')).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(3_000))
  expect(screen.getByText('the real menu')).toBeTruthy()
  expect(load).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})

function button() {
  const pressed = vi.fn()
  let arrive: (component: () => React.JSX.Element) => void = () => undefined
  const load = vi.fn(() => new Promise<() => React.JSX.Element>((resolve) => (arrive = resolve)))
  const Part = laterButton<{ opened?: boolean }>(load, () => <button type="button">Options</button>)
  const Arrived = () => (
    <button type="button" onClick={pressed}>
      Options
    </button>
  )
  const shown = () => screen.getByRole('button', { name: 'Options' })
  return { Part, load, pressed, shown, arrive: () => act(async () => arrive(Arrived)) }
}

test('a button that is pressed before the rest of it is there does what it does', async () => {
  const { Part, pressed, shown, arrive } = button()
  render(<Part />)
  expect(shown().getAttribute('aria-haspopup')).toBe('menu')
  await act(async () => {
    fireEvent.click(shown())
  })
  await arrive()
  await waitFor(() => expect(pressed).toHaveBeenCalledTimes(1))
  expect(document.activeElement).toBe(shown())
})

test('a button that its owner opens is not pressed', async () => {
  const { Part, pressed, shown, arrive } = button()
  await act(async () => {
    render(<Part opened />)
  })
  await arrive()
  await waitFor(() => expect(shown().hasAttribute('aria-haspopup')).toBe(false))
  expect(document.activeElement).toBe(document.body)
  expect(pressed).not.toHaveBeenCalled()
})

test('of a button that nobody pressed nothing but the button is made, and the focus stays on it', async () => {
  const { Part, load, shown, arrive } = button()
  render(<Part />)
  const before = shown()
  before.focus()
  const loaded = loadLater()
  await arrive()
  await loaded
  expect(load).toHaveBeenCalledTimes(1)
  expect(shown()).toBe(before)
  expect(document.activeElement).toBe(before)
})
