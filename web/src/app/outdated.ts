import type { AnyRouter } from '@tanstack/react-router'
import { getConnection } from '@/ground/socket'

const KEY = 'parley.reloaded-at'
/** A second time within it would not help either: then it is no new version, but a broken one. */
const ONCE_WITHIN_MS = 60_000

/**
 * After a new version was installed the old one's parts are gone from the server: the page is loaded afresh. Not while there is
 * no server, when it would be lost. Where a service worker keeps the parts this is not needed.
 */
export function reloadWhenOutdated(reload: () => void = () => window.location.reload()): void {
  window.addEventListener('vite:preloadError', () => {
    const before = Number(sessionStorage.getItem(KEY) ?? 0)
    if (getConnection() !== 'online' || Date.now() - before < ONCE_WITHIN_MS) return
    sessionStorage.setItem(KEY, String(Date.now()))
    reload()
  })
}

type Navigations = Pick<AnyRouter, 'subscribe'>
type Container = Pick<ServiceWorkerContainer, 'controller' | 'addEventListener'>

/**
 * Once a new version has taken over on this device, the next page one goes to is loaded with it. Nothing is taken from under
 * one's hands: what is being written is saved as a draft, and what is on its way waits in the outbox.
 */
export function takeOverOnNavigation(
  router: Navigations,
  container: Container | undefined = navigator.serviceWorker,
  load: (address: string) => void = (address) => window.location.assign(address),
): void {
  // The first worker of this device takes over a page that it does not change.
  let isFirst = !container?.controller
  let isOutdated = false
  container?.addEventListener('controllerchange', () => {
    isOutdated = !isFirst
    isFirst = false
  })
  router.subscribe('onBeforeNavigate', ({ pathChanged, toLocation }) => {
    if (isOutdated && pathChanged && getConnection() === 'online') load(toLocation.href)
  })
}
