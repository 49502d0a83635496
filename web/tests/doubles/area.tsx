import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import type { ClientFrame } from '@/contract'
import { logProjection, typingProjection } from '@/features/messages'
import { inboxProjection, roomProjection } from '@/features/rooms'
import { type Outbox, OutboxProvider } from '@/ground/outbox'
import { SyncEngine, SyncProvider } from '@/ground/sync'
import { UploadsProvider } from '@/ground/uploads'
import { standingUploads } from './uploads'

export interface Request {
  method: string
  path: string
  query: URLSearchParams
  body: unknown
}

/** A refusal as the server writes it. */
export class Refused {
  readonly status: number
  readonly problem: object

  constructor(status: number, code: string, fields: object = {}) {
    this.status = status
    this.problem = { code, status, detail: `Refused with ${code}.`, fields }
  }
}

/** What is under `/api/v1`: each request is handed to `answer`, which may return a value, a Refused, or nothing for 204. */
export function stubServer(answer: (request: Request) => unknown): Request[] {
  const requests: Request[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost')
    const request: Request = {
      method: init.method ?? 'GET',
      path: url.pathname.replace('/api/v1', ''),
      query: url.searchParams,
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
    }
    requests.push(request)
    const value = await answer(request)
    if (value instanceof Refused) {
      return new Response(JSON.stringify(value.problem), { status: value.status })
    }
    if (value === undefined) return new Response(null, { status: 204 })
    return new Response(JSON.stringify(value), { status: 200 })
  })
  return requests
}

/** The signed-in area around a hook or a component under test, with no live connection unless `isLive`. */
export function openArea({ isLive = false } = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const sent: ClientFrame[] = []
  const sync = new SyncEngine({
    client,
    meId: 'me',
    projections: [inboxProjection, roomProjection, logProjection, typingProjection],
    send: (frame) => isLive && sent.push(frame) > 0,
  })
  sync.giveUpWaiting()
  const nothing: never[] = []
  const outbox = {
    list: () => nothing,
    subscribe: () => () => undefined,
    add: vi.fn(),
    retry: vi.fn(),
    cancel: vi.fn(),
  } as unknown as Outbox
  const { uploads } = standingUploads()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <SyncProvider value={sync}>
        <OutboxProvider value={outbox}>
          <UploadsProvider value={uploads}>{children}</UploadsProvider>
        </OutboxProvider>
      </SyncProvider>
    </QueryClientProvider>
  )
  return { client, sync, outbox, sent, wrapper }
}
