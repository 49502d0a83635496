import type { QueryClient } from '@tanstack/react-query'
import type { ServerFrame } from '@/contract'
import { deliver, logProjection, typingProjection } from '@/features/messages'
import { presenceProjection } from '@/features/presence'
import { inboxProjection, roomProjection } from '@/features/rooms'
import { meQuery } from '@/features/session'
import { http } from '@/ground/http'
import { Outbox } from '@/ground/outbox'
import { LiveSocket, SocketRequests, type SocketState, setConnection } from '@/ground/socket'
import { SyncEngine } from '@/ground/sync'

/** Everything that live frames keep true. */
const projections = [
  inboxProjection,
  roomProjection,
  logProjection,
  typingProjection,
  presenceProjection,
]

/** Between two tries to catch up while the connection stands but the server does not answer. */
const CATCH_UP_AGAIN_MS = 3_000

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** The live side of being signed in: connection, synchronisation and outbox of one account. */
export class Live {
  readonly sync: SyncEngine
  readonly outbox: Outbox
  private readonly client: QueryClient
  private readonly meId: string
  private readonly socket: LiveSocket
  private readonly requests: SocketRequests
  private readonly onEnded: () => void
  private catchUpTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: { client: QueryClient; meId: string; onEnded: () => void }) {
    this.client = options.client
    this.meId = options.meId
    this.onEnded = options.onEnded
    this.socket = new LiveSocket({
      url: liveUrl(window.location),
      onFrame: this.dispatch,
      onState: this.follow,
      onRefused: this.askWhetherSignedIn,
    })
    this.requests = new SocketRequests((frame) => this.socket.send(frame))
    this.sync = new SyncEngine({
      client: this.client,
      meId: this.meId,
      projections,
      send: (frame) => this.socket.send(frame),
    })
    this.outbox = new Outbox({
      accountId: this.meId,
      deliver: (message) => deliver(message, { requests: this.requests, sync: this.sync }),
    })
    this.socket.start()
  }

  async stop(): Promise<void> {
    clearTimeout(this.catchUpTimer)
    this.socket.stop()
    this.requests.lost()
    this.sync.stop()
    await this.outbox.stop()
  }

  /** What is done with each type of frame. A type that the contract has and this table has not does not compile. */
  private readonly handlers = {
    ready: () => void this.catchUp(),
    ack: (frame) => this.requests.acknowledged(frame),
    error: (frame) => this.requests.refused(frame),
    entry: (frame) => {
      this.sync.receive(frame)
      const { author_id, client_id } = frame.entry
      if (author_id === this.meId && client_id !== null) this.outbox.confirm(client_id)
    },
    room: (frame) => this.sync.receive(frame),
    membership: (frame) => this.sync.receive(frame),
    read: (frame) => this.sync.receive(frame),
    draft: (frame) => this.sync.receive(frame),
    typing: (frame) => this.sync.receive(frame),
    presence: (frame) => this.sync.receive(frame),
    account: (frame) => {
      this.sync.receive(frame)
      const { id } = frame.account
      void this.client.invalidateQueries({ queryKey: ['profile', id] })
      if (id === this.meId) void this.client.invalidateQueries({ queryKey: meQuery.queryKey })
    },
    pong: () => undefined,
  } satisfies { [Type in ServerFrame['type']]: (frame: FrameOf<Type>) => void }

  private readonly dispatch = (frame: ServerFrame): void => {
    // A newer server may send types that this client does not know; they are for newer clients.
    const handle = this.handlers[frame.type] as ((frame: ServerFrame) => void) | undefined
    handle?.(frame)
  }

  private readonly follow = (state: SocketState): void => {
    if (state === 'open') return
    clearTimeout(this.catchUpTimer)
    this.requests.lost()
    if (state === 'ended') {
      this.onEnded()
      return
    }
    setConnection(state)
    if (state === 'offline') this.sync.giveUpWaiting()
  }

  private async catchUp(): Promise<void> {
    setConnection('catching-up')
    this.outbox.flush()
    try {
      await this.sync.resume()
      setConnection('online')
    } catch {
      this.catchUpTimer = setTimeout(() => void this.catchUp(), CATCH_UP_AGAIN_MS)
    }
  }

  private readonly askWhetherSignedIn = (): void => {
    // A 401 reaches whoever listens with `onUnauthorized`; without an answer there is nothing to learn.
    http.get('/me').catch(() => undefined)
  }
}

function liveUrl(location: Location): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return `${scheme}://${location.host}/api/v1/live`
}
