import { ApiError, readProblem } from './error'
import { type Answer, type Arguments, BASE, type Target, type Verb } from './operations'

/** Longer than any answer of the server takes; a request that hangs is as good as no connection. */
const TIMEOUT_MS = 30_000

const onSignedOut = new Set<() => void>()

/** Calls `listener` whenever the server says that this browser is no longer signed in. */
export function onUnauthorized(listener: () => void): () => void {
  onSignedOut.add(listener)
  return () => onSignedOut.delete(listener)
}

/**
 * The calls of the contract, by address: `http.get('/rooms/{room_id}', { path: { room_id } })`. What they take and answer
 * has the contract's types.
 *
 * Throws ApiError for every answer that is not 2xx and when there is no answer; an aborted request throws its AbortError.
 */
export const http = {
  get: call('get'),
  post: call('post'),
  put: call('put'),
  patch: call('patch'),
  delete: call('delete'),
}

function call<V extends Verb>(verb: V) {
  return async <T extends Target<V>>(
    target: T,
    ...[input]: Arguments<V, T>
  ): Promise<Answer<V, T>> => {
    return (await send(verb, target, (input ?? {}) as Request)) as Answer<V, T>
  }
}

/** An input of any call, once its types have done their work. */
interface Request {
  path?: Record<string, string | number>
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  signal?: AbortSignal
  keepalive?: boolean
}

async function send(verb: Verb, target: string, request: Request): Promise<unknown> {
  const { response, text } = await exchange(verb, target, request)
  if (!response.ok) {
    const error = readProblem(response, text)
    if (error.status === 401 && !isSignIn(target)) for (const listener of onSignedOut) listener()
    throw error
  }
  return text === '' ? undefined : JSON.parse(text)
}

/** What shows that a request which changes something comes from these pages. */
export function csrfHeaders(): Record<string, string> {
  const token = readCookie('parley_csrf')
  return token ? { 'X-CSRF-Token': token } : {}
}

async function exchange(
  verb: Verb,
  target: string,
  request: Request,
): Promise<{ response: Response; text: string }> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (request.body !== undefined) headers['Content-Type'] = 'application/json'
  if (verb !== 'get') Object.assign(headers, csrfHeaders())
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(BASE + fill(target, request.path) + queryString(request.query), {
      method: verb.toUpperCase(),
      headers,
      credentials: 'same-origin',
      keepalive: request.keepalive ?? false,
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    })
    return { response, text: await response.text() }
  } catch (cause) {
    if (request.signal?.aborted) throw cause
    throw new ApiError({
      code: 'network.unreachable',
      status: 0,
      detail: cause instanceof Error ? cause.message : String(cause),
    })
  }
}

/** The address with its values percent-encoded in their places. */
function fill(target: string, values: Request['path'] = {}): string {
  return target.replace(/\{(\w+)\}/g, (_place, name: string) =>
    encodeURIComponent(String(values[name])),
  )
}

/** A wrong password answers 401 too, and says nothing about the session. */
function isSignIn(target: string): boolean {
  return target === '/sessions' || target === '/me/password'
}

function queryString(query: Request['query']): string {
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
