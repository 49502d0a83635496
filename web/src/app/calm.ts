import { getConnection, onConnection } from '@/ground/socket'

/** Where nobody is signed in there is no connection to wait for. */
const AT_THE_LATEST_MS = 4_000
/** A browser that is never idle has to do it all the same. */
const IDLE_WITHIN_MS = 1_000

/** Resolves once the first screen is drawn and current, and the browser has nothing else to do: then comes what can wait. */
export function whenCalm(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, AT_THE_LATEST_MS)
    const stop = onConnection(() => {
      if (getConnection() !== 'online') return
      stop()
      clearTimeout(timer)
      // Safari has none.
      if (typeof requestIdleCallback === 'undefined') resolve()
      else requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS })
    })
  })
}
