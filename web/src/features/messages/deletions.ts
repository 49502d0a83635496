import { http, isApiError } from '@/ground/http'

/** How long a deletion can be taken back. */
export const UNDO_MS = 10_000

/** Between two tries while the server cannot be reached. */
const AGAIN_MS = 5_000

/** A message on its way out; `dueAt` in milliseconds since the epoch. */
export interface Deletion {
  roomId: string
  seq: number
  dueAt: number
}

interface Options {
  /** Whose deletions these are: what is kept on the device is kept per account. */
  accountId: string
  /** The server refused: the message stays. */
  onRefused: (error: unknown) => void
}

/**
 * Deletions that can still be taken back. Each is kept on this device until the server has it, so that a deletion
 * neither gets lost with a closed tab nor happens before its ten seconds are over: closing the page carries it out.
 */
export class Deletions {
  private readonly options: Options
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()
  private readonly listeners = new Set<() => void>()
  private waiting: readonly Deletion[]

  constructor(options: Options) {
    this.options = options
    this.waiting = this.read()
    for (const deletion of this.waiting) this.schedule(deletion, deletion.dueAt - Date.now())
    window.addEventListener('pagehide', this.flush)
    window.addEventListener('storage', this.follow)
  }

  /** Deletes a message in ten seconds. */
  add(roomId: string, seq: number): void {
    if (this.waiting.some((one) => isOf(one, roomId, seq))) return
    const deletion = { roomId, seq, dueAt: Date.now() + UNDO_MS }
    this.become([...this.waiting, deletion])
    this.schedule(deletion, UNDO_MS)
  }

  /** Takes a deletion back. */
  undo(roomId: string, seq: number): void {
    this.unschedule(keyOf({ roomId, seq }))
    this.become(this.waiting.filter((one) => !isOf(one, roomId, seq)))
  }

  /** Carries out at once what is waiting, also while the page is being closed. */
  flush = (): void => {
    for (const deletion of this.waiting) this.schedule(deletion, 0)
  }

  list = (): readonly Deletion[] => this.waiting

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  stop(): void {
    window.removeEventListener('pagehide', this.flush)
    window.removeEventListener('storage', this.follow)
    for (const key of [...this.timers.keys()]) this.unschedule(key)
  }

  /** Another tab of this account deleted something, or took it back. */
  private readonly follow = (event: StorageEvent): void => {
    if (event.key !== this.place) return
    const now = this.read()
    const kept = new Set(now.map(keyOf))
    for (const key of [...this.timers.keys()]) if (!kept.has(key)) this.unschedule(key)
    this.show(now)
    for (const deletion of now) {
      const isNew = !this.timers.has(keyOf(deletion))
      if (isNew) this.schedule(deletion, Math.max(1, deletion.dueAt - Date.now()))
    }
  }

  private schedule(deletion: Deletion, delay: number): void {
    const key = keyOf(deletion)
    this.unschedule(key)
    // At once means now: a page that is closing runs no timer any more.
    if (delay <= 0) void this.carryOut(deletion)
    else
      this.timers.set(
        key,
        setTimeout(() => void this.carryOut(deletion), delay),
      )
  }

  private unschedule(key: string): void {
    clearTimeout(this.timers.get(key))
    this.timers.delete(key)
  }

  private async carryOut(deletion: Deletion): Promise<void> {
    const { roomId, seq } = deletion
    try {
      await http.delete('/rooms/{room_id}/messages/{seq}', {
        path: { room_id: roomId, seq },
        keepalive: true,
      })
    } catch (error) {
      if (isApiError(error) && error.isTemporary) {
        this.schedule(deletion, AGAIN_MS)
        return
      }
      this.options.onRefused(error)
    }
    this.undo(roomId, seq)
  }

  private become(waiting: readonly Deletion[]): void {
    this.show(waiting)
    this.write()
  }

  private show(waiting: readonly Deletion[]): void {
    this.waiting = waiting
    for (const listener of this.listeners) listener()
  }

  private get place(): string {
    return `parley.deletions.${this.options.accountId}`
  }

  private read(): Deletion[] {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.place) ?? '[]')
      return Array.isArray(stored) ? stored.filter(isDeletion) : []
    } catch {
      return []
    }
  }

  /** A device that keeps nothing (private mode, full) still deletes while the page is open. */
  private write(): void {
    try {
      if (this.waiting.length === 0) localStorage.removeItem(this.place)
      else localStorage.setItem(this.place, JSON.stringify(this.waiting))
    } catch {
      return
    }
  }
}

function isOf(deletion: Deletion, roomId: string, seq: number): boolean {
  return deletion.roomId === roomId && deletion.seq === seq
}

function keyOf({ roomId, seq }: Pick<Deletion, 'roomId' | 'seq'>): string {
  return `${roomId}:${seq}`
}

function isDeletion(value: unknown): value is Deletion {
  const { roomId, seq, dueAt } = (value ?? {}) as Partial<Deletion>
  return typeof roomId === 'string' && typeof seq === 'number' && typeof dueAt === 'number'
}
