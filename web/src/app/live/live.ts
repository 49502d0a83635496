import type { QueryClient } from '@tanstack/react-query'
import type { ServerFrame } from '@/contract'
import { filesProjection } from '@/features/files'
import {
  deliver,
  logProjection,
  pinsProjection,
  topicLogProjection,
  topicsProjection,
  typingProjection,
} from '@/features/messages'
import { presenceProjection } from '@/features/presence'
import { inboxProjection, roomProjection } from '@/features/rooms'
import { meQuery } from '@/features/session'
import { http } from '@/ground/http'
import type { Keeper } from '@/ground/kept'
import { Outbox } from '@/ground/outbox'
import {
  LiveSocket,
  onRetryNow,
  SocketRequests,
  type SocketState,
  setConnection,
} from '@/ground/socket'
import { SyncEngine } from '@/ground/sync'
import { Uploads } from '@/ground/uploads'
import { createKeeper } from './kept'

/** Everything that live frames keep true. */
const projections = [
  inboxProjection,
  roomProjection,
  logProjection,
  topicLogProjection,
  topicsProjection,
  pinsProjection,
  filesProjection,
  typingProjection,
  presenceProjection,
]

/** Between two tries to catch up while the connection stands but the server does not answer. */
const CATCH_UP_AGAIN_MS = 3_000
/** So long the first connection may take before what this device keeps is shown. */
const LEND_AFTER_MS = 1_000

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** The live side of being signed in: connection, synchronisation, outbox and uploads of one account. */
export class Live {
  readonly sync: SyncEngine
  readonly outbox: Outbox
  readonly uploads: Uploads
  private readonly client: QueryClient
  private readonly meId: string
  private readonly socket: LiveSocket
  private readonly requests: SocketRequests
  private readonly onEnded: () => void
  private readonly keeper: Keeper
  private readonly lendTimer: ReturnType<typeof setTimeout>
  private catchUpTimer: ReturnType<typeof setTimeout> | undefined
  private hasConnected = false

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
    this.uploads = new Uploads({
      accountId: this.meId,
      onWhole: () => this.outbox.reconsider(),
    })
    this.outbox = new Outbox({
      accountId: this.meId,
      isHeld: ({ uploadIds }) => this.uploads.isWaitingFor(uploadIds),
      deliver: async (message) => {
        const { requests, sync, uploads } = this
        await deliver(message, { requests, sync, uploads })
        await uploads.settled(message.clientId)
      },
    })
    this.keeper = createKeeper(this.client, this.meId)
    this.keeper.start()
    this.lendTimer = setTimeout(() => this.keeper.lend(), LEND_AFTER_MS)
    onRetryNow(this.socket.retry)
    this.socket.start()
  }

  async stop(): Promise<void> {
    this.end()
    await Promise.all([this.outbox.stop(), this.uploads.stop(), this.keeper.stop()])
  }

  /** Stops and deletes what this device keeps of the account, except what the server does not have yet. */
  async forget(): Promise<void> {
    this.end()
    await Promise.all([this.outbox.stop(), this.uploads.stop(), this.keeper.destroy()])
  }

  private end(): void {
    clearTimeout(this.catchUpTimer)
    clearTimeout(this.lendTimer)
    this.socket.stop()
    this.requests.lost()
    this.sync.stop()
    setConnection('connecting')
  }

  /** What is done with each type of frame. A type that the contract has and this table has not does not compile. */
  private readonly handlers = {
    ready: (frame) => this.begin(frame),
    ack: (frame) => this.requests.acknowledged(frame),
    error: (frame) => this.requests.refused(frame),
    entry: (frame) => {
      this.sync.receive(frame)
      const { author_id, client_id } = frame.entry
      if (author_id !== this.meId || client_id === null) return
      this.outbox.confirm(client_id)
      void this.uploads.settled(client_id)
    },
    room: (frame) => this.sync.receive(frame),
    membership: (frame) => this.sync.receive(frame),
    read: (frame) => this.sync.receive(frame),
    draft: (frame) => this.sync.receive(frame),
    typing: (frame) => this.sync.receive(frame),
    presence: (frame) => this.sync.receive(frame),
    file: (frame) => this.sync.receive(frame),
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

  private readonly follow = (state: SocketState, retryAt: number | null): void => {
    if (state === 'open') return
    clearTimeout(this.catchUpTimer)
    this.requests.lost()
    if (state === 'ended') {
      this.onEnded()
      return
    }
    setConnection(state, retryAt)
    if (state === 'connecting') return
    this.sync.giveUpWaiting()
    this.keeper.lend()
  }

  private begin(ready: FrameOf<'ready'>): void {
    // Somebody else signed in, in another tab; or this page began with what the device remembered of oneself.
    const isSomebodyElse = ready.account_id !== this.meId
    if (isSomebodyElse || this.hasConnected || isRemembered(this.client)) {
      void this.client.invalidateQueries({ queryKey: meQuery.queryKey })
    }
    if (isSomebodyElse) {
      // What follows is not for this account to see.
      this.socket.stop()
      return
    }
    this.hasConnected = true
    void this.catchUp()
  }

  private async catchUp(): Promise<void> {
    setConnection('catching-up')
    clearTimeout(this.lendTimer)
    this.keeper.stopLending()
    this.outbox.flush()
    this.uploads.flush()
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

/** Whether oneself is known from this device and not yet from the server. */
function isRemembered(client: QueryClient): boolean {
  return client.getQueryState(meQuery.queryKey)?.dataUpdatedAt === 0
}

function liveUrl(location: Location): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return `${scheme}://${location.host}/api/v1/live`
}
