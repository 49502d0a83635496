import { act, fireEvent, render, screen } from '@testing-library/react'
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
  const Part = laterButton<object>(
    () => new Promise((resolve) => (arrive = resolve)),
    () => <button type="button">Options</button>,
  )
  const Arrived = () => (
    <button type="button" onClick={pressed}>
      Options
    </button>
  )
  return { Part, pressed, arrive: () => act(async () => arrive(Arrived)) }
}

test('a button that is pressed before the rest of it is there does what it does', async () => {
  const { Part, pressed, arrive } = button()
  await act(async () => {
    render(<Part />)
  })
  fireEvent.click(screen.getByRole('button', { name: 'Options' }))
  await arrive()
  expect(pressed).toHaveBeenCalledTimes(1)
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Options' }))
})

test('a button that has the focus keeps it when the rest of it comes, and is not pressed', async () => {
  const { Part, pressed, arrive } = button()
  await act(async () => {
    render(<Part />)
  })
  screen.getByRole('button', { name: 'Options' }).focus()
  await arrive()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Options' }))
  expect(pressed).not.toHaveBeenCalled()
})

test('a button that nobody touched takes no focus', async () => {
  const { Part, pressed, arrive } = button()
  await act(async () => {
    render(<Part />)
  })
  await arrive()
  expect(document.activeElement).toBe(document.body)
  expect(pressed).not.toHaveBeenCalled()
})
