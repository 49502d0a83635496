import { answer, type Build, concerns, keep, letGo } from './files'

declare const self: ServiceWorkerGlobalScope
/** Written by `scripts/service-worker.ts` when the client is built. */
declare const __BUILD__: Build

const build = __BUILD__

self.addEventListener('install', (event) => {
  // A page of the version before goes on with its own files, which are kept: nothing has to wait for it to close.
  event.waitUntil(keep(build).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      letGo(build),
      self.clients.claim(),
      // The page is asked for while the worker starts. Firefox before 99 and Safari before 15.4 have no such thing.
      self.registration.navigationPreload?.enable(),
    ]),
  )
})

self.addEventListener('fetch', (event) => {
  if (!concerns(event.request, build, self.location.origin)) return
  event.respondWith(answer(event.request, build, event.preloadResponse))
})
