import { getConnection, onConnection } from '@/ground/socket'

const SCRIPT = '/service-worker.js'

/**
 * Installs the service worker once everything on the screen is current, so that it takes nothing from what is looked at; and has
 * it look for a new version after each return of the connection, which is when there may be one.
 */
export function keepOnDevice(
  container: ServiceWorkerContainer | undefined = serviceWorkers(),
): void {
  if (!container) return
  let registered: Promise<ServiceWorkerRegistration | undefined> | null = null
  onConnection(() => {
    if (getConnection() !== 'online') return
    if (registered !== null) {
      void registered.then((registration) => registration?.update()).catch(() => undefined)
      return
    }
    // Refused where storage is switched off: then Parley needs the network, as before.
    registered = container.register(SCRIPT, { updateViaCache: 'none' }).catch(() => undefined)
  })
}

/** Nothing over plain HTTP, and nothing while developing, where files change at every moment. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  return import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
}
