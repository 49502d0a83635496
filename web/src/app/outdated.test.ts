import { afterEach, expect, test, vi } from 'vitest'
import { setConnection } from '@/ground/socket'
import { reloadWhenOutdated, takeOverOnNavigation } from './outdated'

afterEach(() => sessionStorage.clear())

test('a missing part loads the page afresh, once, and only while there is a server', () => {
  const reload = vi.fn()
  reloadWhenOutdated(reload)
  const fail = () => window.dispatchEvent(new Event('vite:preloadError'))
  setConnection('offline')
  fail()
  expect(reload).not.toHaveBeenCalled()
  setConnection('online')
  fail()
  fail()
  expect(reload).toHaveBeenCalledTimes(1)
})

test('a new version takes over with the next page, not before and not where a first one comes', () => {
  const load = vi.fn()
  let navigate: (event: { pathChanged: boolean; toLocation: { href: string } }) => void = vi.fn()
  const router = {
    subscribe: (_type: string, listener: typeof navigate) => {
      navigate = listener
      return () => undefined
    },
  }
  const container = Object.assign(new EventTarget(), { controller: null })
  takeOverOnNavigation(router as never, container as never, load)
  const goTo = (href: string, pathChanged = true) => navigate({ pathChanged, toLocation: { href } })
  setConnection('online')
  container.dispatchEvent(new Event('controllerchange'))
  goTo('/people')
  expect(load).not.toHaveBeenCalled()
  container.dispatchEvent(new Event('controllerchange'))
  expect(load).not.toHaveBeenCalled()
  goTo('/people?q=x', false)
  setConnection('unreachable')
  goTo('/people')
  expect(load).not.toHaveBeenCalled()
  setConnection('online')
  goTo('/messages')
  expect(load.mock.calls).toEqual([['/messages']])
})
