import { ApiError } from '@/ground/http'
import type { StoredMessage } from './store'

export interface SenderOptions {
  deliver: (message: StoredMessage) => Promise<void>
  /** What is to be sent, in order. */
  waiting: () => StoredMessage[]
  delivered: (message: StoredMessage) => Promise<void>
  refused: (message: StoredMessage, error: ApiError) => Promise<void>
  /** What is being sent has changed. */
  changed: () => void
}

interface Pause {
  /** Null once it is over: what remains is how often sending has failed. */
  timer: ReturnType<typeof setTimeout> | null
  failures: number
}

/** Sends waiting messages: one at a time per room, in order; rooms do not wait for each other. */
export class Sender {
  private readonly options: SenderOptions
  private readonly sending = new Map<string, string>()
  private readonly pauses = new Map<string, Pause>()
  private running = false

  constructor(options: SenderOptions) {
    this.options = options
  }

  start(): void {
    this.running = true
    this.wake()
  }

  stop(): void {
    this.running = false
    this.endPauses()
  }

  /** Begins what can begin. */
  wake(): void {
    if (!this.running) return
    for (const message of this.options.waiting()) {
      if (!this.sending.has(message.roomId) && !this.isPaused(message.roomId)) {
        void this.send(message)
      }
    }
  }

  /** Ends every pause: the server is there again. */
  hurry(): void {
    this.endPauses()
    this.wake()
  }

  /** Messages that are being sent at this moment. */
  inHand(): string[] {
    return [...this.sending.values()]
  }

  private async send(message: StoredMessage): Promise<void> {
    this.sending.set(message.roomId, message.clientId)
    this.options.changed()
    try {
      await this.options.deliver(message)
      this.pauses.delete(message.roomId)
      if (this.running) await this.options.delivered(message)
    } catch (error) {
      await this.failed(message, error)
    } finally {
      this.sending.delete(message.roomId)
      this.options.changed()
      this.wake()
    }
  }

  private async failed(message: StoredMessage, error: unknown): Promise<void> {
    if (!this.running) return
    const refusal = error instanceof ApiError ? error : null
    // An ended session refuses nothing for good: whoever signs in again finds the message still waiting.
    if (refusal && !refusal.isTemporary && refusal.status !== 401) {
      this.pauses.delete(message.roomId)
      await this.options.refused(message, refusal)
    } else {
      this.pause(message.roomId, refusal)
    }
  }

  private pause(roomId: string, error: ApiError | null): void {
    const failures = (this.pauses.get(roomId)?.failures ?? 0) + 1
    const delay = error?.delayBefore(failures - 1) ?? 30_000
    const timer = setTimeout(() => {
      this.pauses.set(roomId, { timer: null, failures })
      this.wake()
    }, delay)
    this.pauses.set(roomId, { timer, failures })
  }

  private isPaused(roomId: string): boolean {
    return (this.pauses.get(roomId)?.timer ?? null) !== null
  }

  private endPauses(): void {
    for (const { timer } of this.pauses.values()) clearTimeout(timer ?? undefined)
    this.pauses.clear()
  }
}
