import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onRetryNow, setConnection } from '@/ground/socket'
import { UiProvider } from '@/ui'
import { withScreen } from '@/ui/testing/screen'
import { ConnectionBanner } from './ConnectionBanner'

beforeEach(() => {
  withScreen()
  vi.useFakeTimers()
  setConnection('online')
  render(
    <UiProvider>
      <ConnectionBanner />
    </UiProvider>,
  )
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  setConnection('online')
})

const said = () => screen.getByRole('status').textContent
const become = (...given: Parameters<typeof setConnection>) => act(() => setConnection(...given))
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds))

test('a hiccup of less than a second is not worth a word', () => {
  become('connecting')
  pass(900)
  become('catching-up')
  become('online')
  pass(5_000)
  expect(said()).toBe('')
})

test('it says without a network that there is none, and nothing once all is current', () => {
  become('offline')
  pass(1_000)
  expect(said()).toBe('You are offline. What you write is kept here and sent later.')
  become('catching-up')
  expect(said()).toBe('Connected. Catching up…')
  become('online')
  expect(said()).toBe('')
})

test('it counts down to the next attempt, which need not be waited for', () => {
  const retry = vi.fn()
  onRetryNow(retry)
  become('unreachable', Date.now() + 5_000)
  pass(1_000)
  expect(screen.getByText('Trying again in 4 seconds.')).toBeTruthy()
  pass(3_000)
  expect(screen.getByText('Trying again in 1 second.')).toBeTruthy()
  // Read out is that it cannot be reached, once, and not each second of it.
  expect(said()).toBe('Parley cannot be reached.')
  act(() => screen.getByRole('button', { name: 'Retry now' }).click())
  expect(retry).toHaveBeenCalledTimes(1)
  become('unreachable')
  expect(screen.getByText('Trying again…')).toBeTruthy()
})
