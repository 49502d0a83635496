import { ApiError, readProblem } from './error'

const BASE = '/api/v1'
/** Longer than any answer of the server takes; a request that hangs is as good as no connection. */
const TIMEOUT_MS = 30_000

export interface RequestOptions {
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  signal?: AbortSignal | undefined
  /** Lets the request outlive the page (Fetch standard: bodies up to 64 KiB). */
  keepalive?: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const onSignedOut = new Set<() => void>()

/** Calls `listener` whenever the server says that this browser is no longer signed in. */
export function onUnauthorized(listener: () => void): () => void {
  onSignedOut.add(listener)
  return () => onSignedOut.delete(listener)
}

/**
 * The API under `/api/v1`. Paths are relative to it and their parts must be encoded (see `path`).
 *
 * Throws ApiError for every answer that is not 2xx and when there is no answer; an aborted request throws
 * its AbortError.
 */
export const http = {
  get: <T>(path: string, options?: RequestOptions) => send<T>('GET', path, options),
  post: <T>(path: string, options?: RequestOptions) => send<T>('POST', path, options),
  put: <T>(path: string, options?: RequestOptions) => send<T>('PUT', path, options),
  patch: <T>(path: string, options?: RequestOptions) => send<T>('PATCH', path, options),
  delete: <T>(path: string, options?: RequestOptions) => send<T>('DELETE', path, options),
}

/** A path with its values percent-encoded: path`/rooms/${id}/messages/${seq}`. */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce(
    (built, part, index) =>
      built + part + (index < values.length ? encodeURIComponent(String(values[index])) : ''),
    '',
  )
}

async function send<T>(method: Method, target: string, options: RequestOptions = {}): Promise<T> {
  const response = await answer(method, target, options)
  if (!response.ok) {
    const error = await readProblem(response)
    if (error.status === 401 && !isSignIn(target)) for (const listener of onSignedOut) listener()
    throw error
  }
  if (response.status === 204 || response.headers.get('Content-Length') === '0') {
    return undefined as T
  }
  return (await response.json()) as T
}

async function answer(method: Method, target: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  if (method !== 'GET') {
    const token = readCookie('parley_csrf')
    if (token) headers['X-CSRF-Token'] = token
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await fetch(BASE + target + queryString(options.query), {
      method,
      headers,
      credentials: 'same-origin',
      keepalive: options.keepalive ?? false,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiError({
      code: 'network.unreachable',
      status: 0,
      detail: cause instanceof Error ? cause.message : String(cause),
    })
  }
}

/** A wrong password answers 401 too, and says nothing about the session. */
function isSignIn(target: string): boolean {
  return target === '/sessions' || target === '/me/password'
}

function queryString(query: RequestOptions['query']): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

function readCookie(name: string): string | null {
  for (const part of document.cookie.split('; ')) {
    const [key, ...value] = part.split('=')
    if (key === name) return decodeURIComponent(value.join('='))
  }
  return null
}
