import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { ClientFrame, ServerFrame } from '@/contract'
import { CatchUp } from './catch-up'
import type { Missing, Projection } from './projection'

/** How long a first load waits for the live connection, which lets one fetch do instead of two. */
const WAIT_FOR_LIVE_MS = 2_000
/** Several frames in a row can each ask for the same list; they share one fetch. */
const LIST_DELAY_MS = 150

/**
 * Keeps cached queries equal to the server: applies live frames to them, fetches what frames show to be
 * missing, and after a break of the connection brings everything up to date (docs/wire.md, "Rules of the client").
 */
export class SyncEngine {
  readonly meId: string
  /** Sends a frame when the live connection stands; says whether it did. */
  readonly send: (frame: ClientFrame) => boolean
  private readonly client: QueryClient
  private readonly projections: readonly Projection<unknown>[]
  private readonly catchUps: CatchUp
  private readonly recordings = new Set<ServerFrame[]>()
  /** Lists about to be fetched afresh, by their key. */
  private readonly listTimers = new Map<string, ReturnType<typeof setTimeout>>()
  /** How many times the connection came (back): an answer asked for before the last time may be too old. */
  private connections = 0
  private settle: () => void = () => undefined
  private readonly settled: Promise<void>

  constructor(options: {
    client: QueryClient
    meId: string
    projections: readonly Projection<unknown>[]
    send: (frame: ClientFrame) => boolean
  }) {
    this.client = options.client
    this.meId = options.meId
    this.send = options.send
    this.projections = options.projections
    this.catchUps = new CatchUp({
      apply: (entry) => this.receive({ type: 'entry', entry }),
      startOver: (roomId) => this.startOver(roomId),
    })
    this.settled = new Promise((resolve) => {
      this.settle = resolve
      setTimeout(resolve, WAIT_FOR_LIVE_MS)
    })
  }

  /** Applies a frame to everything cached, and remembers it for snapshots that are on their way. */
  receive(frame: ServerFrame): void {
    for (const recording of this.recordings) recording.push(frame)
    for (const projection of this.projections) {
      for (const [key, data] of this.client.getQueriesData({ queryKey: [projection.prefix] })) {
        if (data === undefined) continue
        const { next, missing } = projection.apply(data, frame, { meId: this.meId, key })
        if (next !== data) this.client.setQueryData(key, next)
        for (const gap of missing) this.fetchMissing(gap)
      }
    }
  }

  /**
   * Fetches data for a query of `projection`. Frames that arrive while the answer is on its way are applied to it:
   * it may be older than they are, and they are gone from the data it replaces.
   */
  async snapshot<T>(projection: Projection<T>, key: QueryKey, fetch: () => Promise<T>): Promise<T> {
    await this.settled
    for (;;) {
      const asked = this.connections
      const data = await this.fetchAndFollow(projection, key, fetch)
      if (asked === this.connections) return data
    }
  }

  /** The first attempt to connect failed: what can be fetched without the live connection is. */
  giveUpWaiting(): void {
    this.settle()
  }

  /** Brings everything cached up to date after a (re)connection. Rejects when the server stops answering meanwhile. */
  async resume(): Promise<void> {
    this.connections += 1
    this.settle()
    const waits: Promise<unknown>[] = []
    for (const projection of this.projections) {
      for (const query of this.client.getQueryCache().findAll({ queryKey: [projection.prefix] })) {
        const { data } = query.state
        if (data === undefined) {
          if (query.state.status === 'error') {
            waits.push(this.client.refetchQueries({ queryKey: query.queryKey, exact: true }))
          }
          continue
        }
        const way = projection.resume(data, { meId: this.meId, key: query.queryKey })
        if (way === 'refetch') {
          waits.push(this.client.invalidateQueries({ queryKey: query.queryKey, exact: true }))
        } else if (query.isActive()) {
          waits.push(this.catchUps.run({ ...way, upToSeq: way.afterSeq }))
        } else {
          this.client.removeQueries({ queryKey: query.queryKey, exact: true })
        }
      }
    }
    await Promise.all(waits)
  }

  stop(): void {
    for (const timer of this.listTimers.values()) clearTimeout(timer)
    this.catchUps.stop()
  }

  private async fetchAndFollow<T>(
    projection: Projection<T>,
    key: QueryKey,
    fetch: () => Promise<T>,
  ): Promise<T> {
    const frames: ServerFrame[] = []
    this.recordings.add(frames)
    try {
      let data: T = await fetch()
      for (const frame of frames) {
        const { next, missing } = projection.apply(data, frame, { meId: this.meId, key })
        data = next
        for (const gap of missing) this.fetchMissing(gap)
      }
      return data
    } finally {
      this.recordings.delete(frames)
    }
  }

  private fetchMissing(missing: Missing): void {
    if (missing.kind === 'entries') {
      void this.repair(missing).catch(() => undefined)
    } else if (missing.kind === 'room') {
      void this.client.invalidateQueries({ queryKey: ['room', missing.roomId] })
    } else if (missing.kind === 'inbox') {
      this.refetchSoon(['inbox'])
    } else {
      this.refetchSoon([missing.kind, missing.roomId])
    }
  }

  private refetchSoon(queryKey: QueryKey): void {
    const place = JSON.stringify(queryKey)
    clearTimeout(this.listTimers.get(place))
    const refetch = () => void this.client.invalidateQueries({ queryKey })
    this.listTimers.set(place, setTimeout(refetch, LIST_DELAY_MS))
  }

  /**
   * Fetches the entries of a gap. What came between the gap and its end (a read marker with its counts) was applied without
   * them, so that what is counted is fetched afresh afterwards.
   */
  private async repair(gap: { roomId: string; afterSeq: number; upToSeq: number }): Promise<void> {
    const isJoining = this.catchUps.isRunning(gap.roomId)
    await this.catchUps.run(gap)
    if (isJoining) return
    this.fetchMissing({ kind: 'room', roomId: gap.roomId })
    this.fetchMissing({ kind: 'inbox' })
  }

  /** Too much was missed to be worth fetching: show the newest as if the room was just opened. */
  private startOver(roomId: string): void {
    void this.client.resetQueries({ queryKey: ['log', roomId] })
    void this.client.invalidateQueries({ queryKey: ['room', roomId] })
    this.fetchMissing({ kind: 'inbox' })
  }
}
