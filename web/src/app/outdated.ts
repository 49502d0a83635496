import { getConnection } from '@/ground/socket'

const KEY = 'parley.reloaded-at'
/** A second time within it would not help either: then it is no new version, but a broken one. */
const ONCE_WITHIN_MS = 60_000

/**
 * After a new version was installed the old one's parts are gone from the server: the page is loaded afresh. Not while there is
 * no server, when it would be lost.
 */
export function reloadWhenOutdated(reload: () => void = () => window.location.reload()): void {
  window.addEventListener('vite:preloadError', () => {
    const before = Number(sessionStorage.getItem(KEY) ?? 0)
    if (getConnection() !== 'online' || Date.now() - before < ONCE_WITHIN_MS) return
    sessionStorage.setItem(KEY, String(Date.now()))
    reload()
  })
}
