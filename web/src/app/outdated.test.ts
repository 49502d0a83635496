import { afterEach, expect, test, vi } from 'vitest'
import { setConnection } from '@/ground/socket'
import { reloadWhenOutdated } from './outdated'

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
