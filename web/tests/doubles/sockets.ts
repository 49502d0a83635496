import type { ServerFrame } from '@/contract'

/** A WebSocket whose other end the test plays. */
export class FakeSocket {
  static readonly OPEN = 1
  static made: FakeSocket[] = []

  static get last(): FakeSocket {
    const last = FakeSocket.made.at(-1)
    if (!last) throw new Error('No connection was tried.')
    return last
  }

  readonly url: string
  readonly sent: unknown[] = []
  readyState = 0
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(url: string) {
    this.url = url
    FakeSocket.made.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.readyState = 3
  }

  /** The server accepts and says `ready`. */
  accept(): void {
    this.readyState = FakeSocket.OPEN
    this.say({ type: 'ready', account_id: 'me', server_time: '2026-01-01T00:00:00Z', protocol: 1 })
  }

  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  /** The server, or the network, ends it. */
  end(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

/** One that the server accepts at once. */
export class OpenSocket extends FakeSocket {
  constructor(url: string) {
    super(url)
    queueMicrotask(() => this.accept())
  }
}
