import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { KeptStore, type Part } from './store'

/** How a kind of query is kept on the device. */
export interface Keeping {
  /** The queries whose keys begin so. */
  prefix: string
  /** What of the data is kept; undefined leaves what was kept before, null forgets it. */
  trim: (data: unknown, key: QueryKey) => unknown
  /** The group it belongs to (a room); null for what is kept always. */
  group: (key: QueryKey) => string | null
}

export interface KeeperOptions {
  client: QueryClient
  accountId: string
  keepings: readonly Keeping[]
  /** How many groups are kept: those used last. */
  mostGroups: number
}

/** Changes are gathered for so long, and then written when the browser has nothing else to do. */
const WRITE_AFTER_MS = 1_500
const IDLE_WITHIN_MS = 2_000

/**
 * Keeps what was fetched on this device, and lends it to queries that have nothing while the server cannot be asked. What is
 * lent counts as fetched in 1970: it is fetched as soon as that is possible.
 */
export class Keeper {
  private readonly client: QueryClient
  private readonly store: KeptStore
  private readonly keepings: readonly Keeping[]
  private readonly mostGroups: number
  private readonly changed = new Map<string, QueryKey>()
  private readonly used = new Map<string, number>()
  /** Values that came from the device, which need not go back to it. */
  private readonly restored = new WeakSet<object>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing: Promise<void> = Promise.resolve()
  private unsubscribe: () => void = () => undefined
  private isLending = false
  private stopped = false

  constructor({ client, accountId, keepings, mostGroups }: KeeperOptions) {
    this.client = client
    this.store = new KeptStore(accountId)
    this.keepings = keepings
    this.mostGroups = mostGroups
  }

  /** Begins to keep. */
  start(): void {
    void this.store.claim().catch(() => undefined)
    for (const query of this.client.getQueryCache().getAll()) this.note(query)
    this.unsubscribe = this.client.getQueryCache().subscribe((event) => {
      if (event.type === 'observerAdded') this.use(event.query)
      if (event.type === 'updated' && event.action.type === 'success') this.note(event.query)
    })
    window.addEventListener('pagehide', this.writeNow)
    document.addEventListener('visibilitychange', this.writeNow)
  }

  /** From now on the server cannot be asked: whoever looks at something not loaded sees what is kept of it. */
  lend(): void {
    if (this.isLending || this.stopped) return
    this.isLending = true
    const seen = this.client.getQueryCache().findAll({ type: 'active' })
    void this.restore(seen.map(({ queryKey }) => queryKey).filter((key) => this.keepingOf(key)))
  }

  stopLending(): void {
    this.isLending = false
  }

  /** Puts what is kept of these queries where nothing is loaded yet. */
  async restore(keys: readonly QueryKey[]): Promise<void> {
    const wanted = keys.filter((key) => this.client.getQueryData(key) === undefined)
    if (wanted.length === 0) return
    // A device that cannot keep anything is no reason to show nothing.
    const kept = await this.store.read(wanted.map(hashKey)).catch(() => new Map())
    for (const key of wanted) {
      const value: unknown = kept.get(hashKey(key))
      if (value === undefined || this.client.getQueryData(key) !== undefined) continue
      if (typeof value === 'object' && value !== null) this.restored.add(value)
      this.client.setQueryData(key, value, { updatedAt: 0 })
    }
  }

  async stop(): Promise<void> {
    this.writeNow()
    this.end()
    await this.writing
    await this.store.close()
  }

  /** Stops and deletes everything that is kept of the account. */
  async destroy(): Promise<void> {
    this.changed.clear()
    this.end()
    await this.writing
    await this.store.destroy()
  }

  private end(): void {
    this.stopped = true
    this.unsubscribe()
    clearTimeout(this.timer)
    window.removeEventListener('pagehide', this.writeNow)
    document.removeEventListener('visibilitychange', this.writeNow)
  }

  private keepingOf(key: QueryKey): Keeping | undefined {
    return this.keepings.find(({ prefix }) => prefix === key[0])
  }

  /** Somebody looks at it now: its group is kept longest. */
  private use({ queryKey, state }: Query): void {
    const keeping = this.keepingOf(queryKey)
    if (!keeping || this.stopped) return
    const group = keeping.group(queryKey)
    if (group !== null) this.used.set(group, Date.now())
    if (state.data === undefined && this.isLending) void this.restore([queryKey])
    if (group !== null) this.writeSoon()
  }

  private note({ queryKey, queryHash, state: { data } }: Query): void {
    if (data === undefined || !this.keepingOf(queryKey) || this.stopped) return
    if (typeof data === 'object' && data !== null && this.restored.has(data)) return
    this.changed.set(queryHash, queryKey)
    this.writeSoon()
  }

  private writeSoon(): void {
    if (this.timer !== undefined) return
    this.timer = setTimeout(() => {
      // Safari has none.
      if (typeof requestIdleCallback === 'undefined') this.writeNow()
      else requestIdleCallback(this.writeNow, { timeout: IDLE_WITHIN_MS })
    }, WRITE_AFTER_MS)
  }

  private readonly writeNow = (): void => {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.stopped || (this.changed.size === 0 && this.used.size === 0)) return
    const parts: Part[] = []
    const gone: string[] = []
    for (const [name, key] of this.changed) {
      const keeping = this.keepingOf(key)
      const data: unknown = this.client.getQueryData(key)
      if (!keeping || data === undefined) continue
      const value = keeping.trim(data, key)
      if (value === null) gone.push(name)
      else if (value !== undefined) parts.push({ name, value, group: keeping.group(key) })
    }
    const uses = [...this.used].map(([group, usedAt]) => ({ group, usedAt }))
    this.changed.clear()
    this.used.clear()
    // Full, or deleted by another tab: there is less to show without a network, and nothing else is wrong.
    this.writing = this.write(parts, uses, gone).catch(() => undefined)
  }

  private async write(
    parts: Part[],
    uses: { group: string; usedAt: number }[],
    gone: string[],
  ): Promise<void> {
    await this.store.write(parts, uses, this.mostGroups)
    if (gone.length > 0) await this.store.remove(gone)
  }
}
