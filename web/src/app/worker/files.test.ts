import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answer, type Build, concerns, keep, letGo, SHELL } from './files'

const ORIGIN = 'https://parley.example'
const build: Build = { version: 'two', files: [SHELL, '/color-scheme.js', '/assets/list-1.js'] }

/** Caches as a browser has them, as far as the files need them. */
class Stores {
  readonly stores = new Map<string, Map<string, Response>>()

  open = async (name: string) => {
    const store = this.stores.get(name) ?? new Map<string, Response>()
    this.stores.set(name, store)
    return {
      match: async (path: string) => store.get(path)?.clone(),
      put: async (path: string, response: Response) => void store.set(path, response),
    }
  }
  keys = async () => [...this.stores.keys()]
  delete = async (name: string) => this.stores.delete(name)
  match = async (path: string) => {
    for (const store of this.stores.values()) if (store.has(path)) return store.get(path)?.clone()
    return undefined
  }
}

const fetched = vi.fn<(input: string | Request) => Promise<Response>>()
let stores: Stores

beforeEach(() => {
  stores = new Stores()
  vi.stubGlobal('caches', stores)
  vi.stubGlobal('fetch', fetched)
  fetched.mockImplementation(async (input) => new Response(`new ${pathOf(input)}`))
})

afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
})

const pathOf = (input: string | Request) =>
  typeof input === 'string' ? input : new URL(input.url).pathname
const request = (path: string, mode: RequestMode = 'no-cors', method = 'GET') =>
  ({ url: ORIGIN + path, mode, method }) as Request
const down = () => fetched.mockRejectedValue(new TypeError('Failed to fetch'))
const text = async (asked: Request) => (await answer(asked, build)).text()

describe('what is asked of the service worker', () => {
  test.each([
    ['/messages/1', 'navigate', 'GET', true],
    ['/assets/list-1.js', 'cors', 'GET', true],
    ['/color-scheme.js', 'no-cors', 'GET', true],
    ['/unknown.js', 'no-cors', 'GET', false],
    ['/api/v1/inbox', 'cors', 'GET', false],
    ['/api', 'navigate', 'GET', false],
    ['/metrics', 'navigate', 'GET', false],
    ['/messages', 'navigate', 'POST', false],
  ] as const)('%s (%s, %s) is its concern: %s', (path, mode, method, expected) => {
    expect(concerns(request(path, mode, method), build, ORIGIN)).toBe(expected)
  })

  test('is never another site', () => {
    expect(concerns(request('/assets/list-1.js'), build, 'https://other.example')).toBe(false)
  })
})

describe('a page', () => {
  beforeEach(() => keep(build))

  test('comes from the server while there is one', async () => {
    expect(await text(request('/messages', 'navigate'))).toBe('new /messages')
  })

  test.each([
    ['there is no network', down],
    ['a proxy has no server', () => fetched.mockResolvedValue(new Response('', { status: 502 }))],
    ['nothing answers', () => fetched.mockReturnValue(new Promise(() => undefined))],
  ])('comes from the device when %s', async (_why, happen) => {
    vi.useFakeTimers()
    happen()
    const shown = text(request('/messages/1?at=3', 'navigate'))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await shown).toBe(`new ${SHELL}`)
    vi.useRealTimers()
  })

  test('that does not exist is told as the server tells it', async () => {
    fetched.mockResolvedValue(new Response('none', { status: 404 }))
    expect(await text(request('/messages', 'navigate'))).toBe('none')
  })
})

describe('a hashed file', () => {
  test('comes from the device, also of the version before', async () => {
    await keep({ version: 'one', files: ['/assets/old-0.js'] })
    await keep(build)
    down()
    expect(await text(request('/assets/list-1.js'))).toBe('new /assets/list-1.js')
    expect(await text(request('/assets/old-0.js'))).toBe('new /assets/old-0.js')
  })

  test('that is not kept comes from the server', async () => {
    expect(await text(request('/assets/font.woff2'))).toBe('new /assets/font.woff2')
  })
})

describe('a new version', () => {
  test('fetches only what has changed', async () => {
    await keep({ version: 'one', files: [SHELL, '/assets/list-1.js'] })
    fetched.mockClear()
    await keep(build)
    expect(fetched.mock.calls.map(([input]) => pathOf(input))).toEqual([SHELL, '/color-scheme.js'])
  })

  test('is not installed when a file of it is missing', async () => {
    fetched.mockResolvedValue(new Response('', { status: 404 }))
    await expect(keep(build)).rejects.toThrow('404')
  })

  test('leaves the files of the one before, and of no other', async () => {
    for (const version of ['zero', 'one', 'two']) await keep({ version, files: [SHELL] })
    await stores.open('somebody-elses')
    await letGo(build)
    expect([...stores.stores.keys()]).toEqual([
      'parley-files-one',
      'parley-files-two',
      'somebody-elses',
    ])
  })
})
