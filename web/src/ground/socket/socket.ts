import type { ClientFrame, ServerFrame } from '@/contract'
import { backoff } from './backoff'

/** Close codes of the server (docs/wire.md). */
export const CLOSE = { sessionEnded: 4001, protocolBroken: 4002, tooSlow: 4008 } as const

/**
 * `unreachable` is said after the second failed attempt, `offline` at once when the browser knows that it has no network;
 * `ended` when the server says that the session is over, after which nothing is tried any more.
 */
export type SocketState = 'connecting' | 'open' | 'offline' | 'unreachable' | 'ended'

export interface SocketOptions {
  url: string
  onFrame: (frame: ServerFrame) => void
  /** `retryAt`: when the next attempt begins, in milliseconds since 1970; null when none is due. */
  onState: (state: SocketState, retryAt: number | null) => void
  /** An attempt that failed before `ready`: the session may have ended, which a refused handshake cannot say. */
  onRefused?: () => void
  random?: () => number
}

/** How long the line may be silent before the client asks whether it still stands. */
const PING_EVERY_MS = 25_000
/** How long an answer to `ping`, or `ready` after opening, may take. */
const ANSWER_WITHIN_MS = 10_000
const UNREACHABLE_AFTER_FAILURES = 2

/**
 * The live connection: connects, keeps watch by `ping`, reconnects with jittered back-off until stopped.
 * It knows nothing of what frames mean, except that `ready` comes first.
 */
export class LiveSocket {
  private readonly options: SocketOptions
  private socket: WebSocket | null = null
  private state: SocketState = 'connecting'
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private running = false

  constructor(options: SocketOptions) {
    this.options = options
  }

  start(): void {
    if (this.running) return
    this.running = true
    this.failures = 0
    window.addEventListener('online', this.connectNow)
    window.addEventListener('offline', this.lost)
    document.addEventListener('visibilitychange', this.wake)
    this.become('connecting', null)
    this.open()
  }

  stop(): void {
    this.running = false
    window.removeEventListener('online', this.connectNow)
    window.removeEventListener('offline', this.lost)
    document.removeEventListener('visibilitychange', this.wake)
    this.drop()
  }

  /** Sends when the connection stands; says whether it did. Nothing is kept for later. */
  send(frame: ClientFrame): boolean {
    if (this.state !== 'open' || this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  /** Connects at once. What was said of the connection is said until it stands or has failed again. */
  readonly retry = (): void => {
    if (this.running && this.state !== 'open') this.attempt()
  }

  private attempt(): void {
    this.become(this.state, null)
    this.open()
  }

  private open(): void {
    this.drop()
    const socket = new WebSocket(this.options.url)
    this.socket = socket
    this.expectAnswer()
    socket.onmessage = (event) => this.receive(event.data)
    socket.onclose = (event) => this.closed(event.code)
  }

  private receive(raw: unknown): void {
    const frame = parse(raw)
    if (frame === null) return
    this.watch()
    if (frame.type === 'ready') {
      this.failures = 0
      this.become('open', null)
    }
    this.options.onFrame(frame)
  }

  private closed(code: number): void {
    const wasOpen = this.state === 'open'
    this.drop()
    if (!this.running) return
    if (code === CLOSE.sessionEnded) {
      this.stop()
      this.become('ended', null)
      return
    }
    this.failures += 1
    const wait = backoff(this.failures, this.options.random)
    this.timer = setTimeout(() => this.attempt(), wait)
    this.become(this.absence(), Date.now() + wait)
    if (!wasOpen) this.options.onRefused?.()
  }

  private absence(): SocketState {
    if (!navigator.onLine) return 'offline'
    return this.failures >= UNREACHABLE_AFTER_FAILURES ? 'unreachable' : 'connecting'
  }

  /** Forgets the socket without hearing of it again, and every timer. */
  private drop(): void {
    clearTimeout(this.timer)
    if (!this.socket) return
    this.socket.onmessage = null
    this.socket.onclose = null
    this.socket.close()
    this.socket = null
  }

  private watch(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.probe, PING_EVERY_MS)
  }

  private readonly probe = (): void => {
    if (this.send({ type: 'ping' })) this.expectAnswer()
  }

  private expectAnswer(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.closed(1006), ANSWER_WITHIN_MS)
  }

  private readonly connectNow = (): void => {
    this.become('connecting', null)
    this.open()
  }

  private readonly lost = (): void => {
    if (this.state !== 'offline') this.closed(1006)
  }

  /** A laptop that wakes up has timers that did not run: ask at once. */
  private readonly wake = (): void => {
    if (document.visibilityState !== 'visible') return
    if (this.state === 'open') this.probe()
    else this.retry()
  }

  private become(state: SocketState, retryAt: number | null): void {
    this.state = state
    this.options.onState(state, retryAt)
  }
}

/** A frame as it came; what is no frame at all is passed over. */
function parse(raw: unknown): ServerFrame | null {
  if (typeof raw !== 'string') return null
  try {
    const frame: unknown = JSON.parse(raw)
    return isFrame(frame) ? frame : null
  } catch {
    return null
  }
}

function isFrame(value: unknown): value is ServerFrame {
  return typeof value === 'object' && value !== null && 'type' in value
}
