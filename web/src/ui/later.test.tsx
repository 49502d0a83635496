import { act, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { later, loadLater } from './later'

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

test('what could not be loaded ahead is tried again when it is needed', async () => {
  const load = vi.fn<() => Promise<typeof Real>>()
  load.mockRejectedValueOnce(new Error('No connection.')).mockResolvedValue(Real)
  const Part = later<{ name: string }>(load)
  await loadLater()
  await act(async () => {
    render(<Part name="menu" />)
  })
  expect(screen.getByText('the real menu')).toBeTruthy()
  expect(load).toHaveBeenCalledTimes(2)
})
