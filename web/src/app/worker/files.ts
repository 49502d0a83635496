/** What a build is made of, as `scripts/service-worker.ts` writes it into the service worker. */
export interface Build {
  /** Changes with every file. */
  version: string
  /** Paths of the files that are kept on the device. */
  files: readonly string[]
}

const PREFIX = 'parley-files-'
/** The page that every address of the client is answered with. */
export const SHELL = '/index.html'
/** Files here have a hash of their content in their names: they never change. */
const HASHED = '/assets/'
/** Addresses that are no pages of the client. */
const OF_THE_SERVER = ['/api', '/healthz', '/readyz', '/metrics']
/** Longer than a network that is there takes; then what is kept does. */
const PATIENCE_MS = 3_000
/** The version before, for pages of it that are still open. */
const KEPT_VERSIONS = 2

/** Puts every file of a build into the cache; those that the version before has are not fetched again. */
export async function keep({ version, files }: Build): Promise<void> {
  const cache = await caches.open(PREFIX + version)
  await Promise.all(
    files.map(async (file) => {
      const known = file.startsWith(HASHED) ? await caches.match(file) : undefined
      const response = known ?? (await fetch(file, { cache: 'no-cache' }))
      if (!response.ok) throw new Error(`${file}: ${response.status}`)
      await cache.put(file, response)
    }),
  )
}

/** Deletes the files of all versions but this one and the one before. */
export async function letGo({ version }: Build): Promise<void> {
  const others = (await caches.keys()).filter(
    (name) => name.startsWith(PREFIX) && name !== PREFIX + version,
  )
  const old = others.slice(0, Math.max(0, others.length - (KEPT_VERSIONS - 1)))
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** Whether a request is for a file of the client. The API is never answered from a cache: what it says is true now or not said. */
export function concerns(request: Request, build: Build, origin: string): boolean {
  const { origin: asked, pathname } = new URL(request.url)
  if (request.method !== 'GET' || asked !== origin) return false
  if (OF_THE_SERVER.some((path) => pathname === path || pathname.startsWith(`${path}/`)))
    return false
  return request.mode === 'navigate' || isHashed(pathname) || build.files.includes(pathname)
}

function isHashed(pathname: string): boolean {
  return pathname.startsWith(HASHED)
}

/**
 * The answer to a request that `concerns` this build. Hashed files come from the device. A page and the few files without a hash
 * come from the server, so that a new version is there at once, and from the device when the server is not.
 */
export async function answer(
  request: Request,
  build: Build,
  preloaded: Promise<Response | undefined> = Promise.resolve(undefined),
): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (isHashed(pathname)) return (await caches.match(pathname)) ?? (await fetch(request))
  const cache = await caches.open(PREFIX + build.version)
  const kept = await cache.match(request.mode === 'navigate' ? SHELL : pathname)
  const fetched = preloaded.then((response) => response ?? fetch(request))
  if (kept === undefined) return await fetched
  try {
    const response = await within(PATIENCE_MS, fetched)
    // A proxy without its server; or the server, which is just starting.
    return response.status >= 500 ? kept : response
  } catch {
    return kept
  }
}

/** Rejects when it takes longer. */
function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It took too long.')), milliseconds)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
