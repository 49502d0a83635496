import type { Forward } from '@/contract'
import type { ApiError } from '@/ground/http'
import { newId } from '@/ground/ids'
import { Sender } from './sender'
import { type NewMessage, OutboxStore, type StoredMessage } from './store'
import { TabChannel } from './tabs'
import { UnsavedDrafts } from './unsaved'

/** A message of this device that the server has not confirmed yet. */
export interface PendingMessage {
  clientId: string
  roomId: string
  text: string
  replyToSeq: number | null
  /** The topic of the room that it belongs to; null for none. */
  topicId: string | null
  /** The message that it passes on; its own text may then be empty. */
  forward: Forward | null
  /** The files it goes out with, by the ids they have on this device. */
  uploadIds: readonly string[]
  /** RFC 3339. */
  createdAt: string
  status: 'waiting' | 'sending' | 'failed'
  /** Why the server refused it for good; only when failed. */
  error: { code: string; detail: string } | null
}

export interface OutboxOptions {
  accountId: string
  /** Hands a message over; resolves once the server has it. Rejects with ApiError. */
  deliver: (message: StoredMessage) => Promise<void>
  /** Whether a message has to wait for its files; later ones do not wait for it. */
  isHeld?: (message: StoredMessage) => boolean
}

/** How long a message that the server has is still shown when its entry does not come. */
const SETTLE_WITHIN_MS = 5_000

/**
 * Messages on their way. Each is stored before anything is sent and forgotten once the server has it, so it survives a
 * closed tab and a dead server; its `client_id` makes sending it twice harmless. One tab of the browser sends, all show.
 */
export class Outbox {
  private readonly accountId: string
  private readonly store: OutboxStore
  private readonly channel: TabChannel
  private readonly sender: Sender
  private stored: StoredMessage[] = []
  /** Handed over, but not yet seen as an entry. */
  private readonly settling = new Map<string, StoredMessage>()
  private readonly seen = new Set<string>()
  /** By the tab that sends, when it is not this one. */
  private sentElsewhere: readonly string[] = []
  private readonly listeners = new Set<() => void>()
  private pending: PendingMessage[] = []
  private stopped = false
  private isDestroyed = false

  constructor(options: OutboxOptions) {
    this.accountId = options.accountId
    this.store = new OutboxStore(options.accountId)
    this.channel = new TabChannel(options.accountId, (news) => {
      if (news.kind === 'delivered') this.settled(news.clientId)
      if (news.kind === 'hurry') this.sender.hurry()
      if (news.kind === 'sending') {
        this.sentElsewhere = news.clientIds
        this.publish()
      } else {
        void this.reload()
      }
    })
    this.sender = new Sender({
      deliver: options.deliver,
      waiting: () =>
        this.stored.filter((message) => message.error === null && !options.isHeld?.(message)),
      delivered: (message) => this.delivered(message),
      refused: (message, error) => this.refused(message, error),
      changed: () => {
        this.publish()
        this.channel.post({ kind: 'sending', clientIds: this.sender.inHand() })
      },
    })
    this.channel.whenLeader(() => {
      this.sentElsewhere = []
      this.sender.start()
    })
    void this.reload()
  }

  /** Resolves with its `client_id` once the message is stored. Rejects when this device cannot store it. */
  async add(message: NewMessage): Promise<string> {
    const stored = await this.store.add({
      topicId: null,
      forward: null,
      uploadIds: [],
      ...message,
      clientId: newId(),
      createdAt: new Date().toISOString(),
      error: null,
    })
    this.stored = [...this.stored, stored]
    this.publish()
    this.announce({ kind: 'changed' })
    return stored.clientId
  }

  /** What messages were waiting for may have come. */
  reconsider(): void {
    this.sender.wake()
  }

  /** Sends a refused message once more. */
  async retry(clientId: string): Promise<void> {
    await this.store.change(clientId, { error: null })
    await this.reload()
    this.announce({ kind: 'changed' })
  }

  /** Sends a message with fewer files than it was written with. */
  async leaveOut(clientId: string, uploadId: string): Promise<void> {
    const message = this.stored.find((candidate) => candidate.clientId === clientId)
    const uploadIds = (message?.uploadIds ?? []).filter((id) => id !== uploadId)
    await this.store.change(clientId, { uploadIds, error: null })
    await this.reload()
    this.announce({ kind: 'changed' })
  }

  /** Takes a message back that is not being sent at this moment. */
  async cancel(clientId: string): Promise<void> {
    await this.store.remove(clientId)
    await this.reload()
    this.announce({ kind: 'changed' })
  }

  /** An own entry was seen: its message has arrived, whoever sent it. */
  confirm(clientId: string): void {
    this.seen.add(clientId)
    const isStored = this.stored.some((message) => message.clientId === clientId)
    if (this.settling.delete(clientId) && !isStored) this.publish()
    if (!isStored) return
    this.stored = this.stored.filter((message) => message.clientId !== clientId)
    this.publish()
    void this.store.remove(clientId).then(() => this.announce({ kind: 'changed' }))
  }

  /** The connection is back: nothing waits out its back-off. */
  flush(): void {
    this.sender.hurry()
    this.announce({ kind: 'hurry' })
  }

  /** In the order in which they were written; the same array until something changes. */
  list = (): readonly PendingMessage[] => this.pending

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** How many messages the server does not have yet, read afresh from the device. */
  async countUnsent(): Promise<number> {
    return (await this.store.all()).length
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.sender.stop()
    this.channel.close()
    await this.store.close()
    // Once more: a page that is being left keeps its draft at the last moment.
    if (this.isDestroyed) new UnsavedDrafts(this.accountId).removeAll()
  }

  /** Stops and deletes everything this account had here, drafts that the server does not have among it. */
  async destroy(): Promise<void> {
    this.isDestroyed = true
    await this.stop()
    await this.store.destroy()
  }

  private async delivered(message: StoredMessage): Promise<void> {
    this.settled(message.clientId)
    await this.store.remove(message.clientId)
    this.stored = this.stored.filter(({ clientId }) => clientId !== message.clientId)
    this.publish()
    this.channel.post({ kind: 'delivered', clientId: message.clientId })
  }

  private async refused(message: StoredMessage, error: ApiError): Promise<void> {
    const { code, detail } = error
    await this.store.change(message.clientId, { error: { code, detail } })
    await this.reload()
    this.channel.post({ kind: 'changed' })
  }

  /** Keeps showing a delivered message until its entry comes. */
  private settled(clientId: string): void {
    const message = this.stored.find((candidate) => candidate.clientId === clientId)
    if (!message || this.seen.has(clientId)) return
    this.settling.set(clientId, message)
    setTimeout(() => {
      if (this.settling.delete(clientId)) this.publish()
    }, SETTLE_WITHIN_MS)
  }

  private announce(news: { kind: 'changed' | 'hurry' }): void {
    this.channel.post(news)
    this.sender.wake()
  }

  private async reload(): Promise<void> {
    if (this.stopped) return
    try {
      const stored = await this.store.all()
      this.stored = stored.filter(({ clientId }) => !this.seen.has(clientId))
    } catch (error) {
      // The database is gone when another tab signs out; this one hears of it by its session.
      if (!(error instanceof DOMException)) throw error
    }
    this.publish()
    this.sender.wake()
  }

  private publish(): void {
    const known = new Set(this.stored.map(({ clientId }) => clientId))
    const all = [
      ...[...this.settling.values()].filter((m) => !known.has(m.clientId)),
      ...this.stored,
    ]
    this.pending = all
      .toSorted((one, other) => one.order - other.order)
      .map(({ order: _order, ...message }) => ({
        ...message,
        status: message.error ? 'failed' : this.statusOf(message.clientId),
      }))
    for (const listener of this.listeners) listener()
  }

  private statusOf(clientId: string): 'sending' | 'waiting' {
    const inHand = [...this.sender.inHand(), ...this.sentElsewhere]
    return inHand.includes(clientId) || this.settling.has(clientId) ? 'sending' : 'waiting'
  }
}
