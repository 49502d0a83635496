import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { http, onUnauthorized } from './client'
import { ApiError } from './error'
import { explain, fieldErrors } from './explain'

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()

function answer(status: number, body?: unknown, headers: Record<string, string> = {}): void {
  const text = body === undefined ? null : JSON.stringify(body)
  fetched.mockResolvedValue(new Response(text, { status, headers }))
}

const failure = (request: Promise<unknown>) =>
  request.then(
    () => {
      throw new Error('It was expected to fail.')
    },
    (error: unknown) => error as ApiError,
  )

const setCookies = (cookies: string) => vi.spyOn(document, 'cookie', 'get').mockReturnValue(cookies)

const headersOf = () => fetched.mock.calls[0]?.[1].headers as Record<string, string>

beforeEach(() => vi.stubGlobal('fetch', fetched))
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
})

describe('a request', () => {
  test('goes under /api/v1 with its query, without what is not set', async () => {
    answer(200, {})
    await http.get('/inbox', { query: { filter: 'unread', q: '', cursor: null, limit: 5 } })
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/inbox?filter=unread&limit=5')
  })

  test('that changes something carries the CSRF token of the cookie', async () => {
    setCookies('theme=x; parley_csrf=a%2Fb')
    answer(204)
    await http.put('/rooms/{room_id}/read', {
      path: { room_id: '1' },
      body: { seq: 3, back: false, topic_id: null },
    })
    expect(headersOf()['X-CSRF-Token']).toBe('a/b')
    expect(fetched.mock.calls[0]?.[1].body).toBe('{"seq":3,"back":false,"topic_id":null}')
  })

  test('that only reads does not', async () => {
    setCookies('parley_csrf=token')
    answer(200, {})
    await http.get('/me')
    expect(headersOf()).not.toHaveProperty('X-CSRF-Token')
  })

  test('has its values encoded', async () => {
    answer(204)
    await http.put('/rooms/{room_id}/messages/{seq}/reactions/{emoji}', {
      path: { room_id: 'a/b', seq: 7, emoji: '👍' },
    })
    const address = '/api/v1/rooms/a%2Fb/messages/7/reactions/%F0%9F%91%8D'
    expect(fetched.mock.calls[0]?.[0]).toBe(address)
  })
})

describe('an error', () => {
  test('is read from the problem details', async () => {
    answer(
      409,
      { code: 'draft.conflict', detail: 'Changed elsewhere.', fields: { draft: { text: 'x' } } },
      { 'Content-Type': 'application/problem+json' },
    )
    const error = await failure(
      http.put('/rooms/{room_id}/draft', {
        path: { room_id: '1' },
        body: { text: 'x', topic_id: null, reply_to_seq: null, base_version: 1 },
      }),
    )
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      code: 'draft.conflict',
      status: 409,
      detail: 'Changed elsewhere.',
      fields: { draft: { text: 'x' } },
      retryAfter: null,
      isTemporary: false,
    })
  })

  test('that is no problem document has a code all the same', async () => {
    fetched.mockResolvedValue(new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(await failure(http.get('/me'))).toMatchObject({ code: 'http.502', isTemporary: true })
  })

  test('without any answer is a temporary one', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'))
    const error = await failure(http.get('/me'))
    expect(error).toMatchObject({ code: 'network.unreachable', status: 0, isTemporary: true })
  })

  test('says how long the server asks to wait, in seconds or as a date', async () => {
    answer(429, { code: 'request.rate_limited', detail: 'Slow down.' }, { 'Retry-After': '7' })
    const seconds = await failure(http.get('/accounts'))
    expect(seconds.retryAfter).toBe(7)
    expect(seconds.delayBefore(0)).toBe(7000)
    const later = new Date(Date.now() + 90_000).toUTCString()
    answer(503, {}, { 'Retry-After': later })
    const date = await failure(http.get('/accounts'))
    expect(date.retryAfter).toBeGreaterThanOrEqual(88)
    expect(date.retryAfter).toBeLessThanOrEqual(91)
  })

  test('is explained by its code where there is a text, else as the server said it', () => {
    const unknown = new ApiError({ code: 'new.code', status: 409, detail: 'As the server says.' })
    expect(explain(unknown)).toBe('As the server says.')
    const offline = new ApiError({ code: 'network.unreachable', status: 0, detail: 'TypeError' })
    expect(explain(offline)).not.toContain('TypeError')
    const tooMany = new ApiError({ code: 'x.y', status: 429, detail: '', retryAfter: 1 })
    expect(explain(tooMany)).toContain('1 second.')
  })

  test('about a field says so by its name', () => {
    const fields = { email: 'Taken.', skills: ['Too many.', 'x'], limit: 3 }
    const error = new ApiError({ code: 'account.invalid', status: 422, detail: '', fields })
    expect(fieldErrors(error)).toEqual({ email: 'Taken.', skills: 'Too many.' })
  })
})

describe('a 401', () => {
  test('tells that the session is over', async () => {
    const heard = vi.fn()
    const stop = onUnauthorized(heard)
    answer(401, { code: 'session.required', detail: 'Sign in first.' })
    await failure(http.get('/inbox'))
    expect(heard).toHaveBeenCalledTimes(1)
    stop()
  })

  test('to a wrong password does not', async () => {
    const heard = vi.fn()
    const stop = onUnauthorized(heard)
    answer(401, { code: 'session.wrong_credentials', detail: 'Wrong.' })
    await failure(http.post('/sessions', { body: { email: 'a@example.com', password: 'x' } }))
    expect(heard).not.toHaveBeenCalled()
    stop()
  })
})
