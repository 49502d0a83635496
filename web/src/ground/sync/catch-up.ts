import type { EntriesPage, Entry } from '@/contract'
import { http, isApiError } from '@/ground/http'

const PAGE = 200
/** With more than this missed, a room is opened afresh: five requests are the most a catch-up costs. */
const MOST_MISSED = 1_000

interface Run {
  promise: Promise<void>
  /** Where this run began. */
  from: number
  /** A frame showed that there is at least this much. */
  upTo: number
  /** Somebody needs entries from before `from`, after this run. */
  again: number | null
}

/** Fetches the entries that a room is missing and applies them in order. At most one run per room at a time. */
export class CatchUp {
  private readonly runs = new Map<string, Run>()
  private readonly apply: (entry: Entry) => void
  private readonly startOver: (roomId: string) => void
  private stopped = false

  constructor(options: { apply: (entry: Entry) => void; startOver: (roomId: string) => void }) {
    this.apply = options.apply
    this.startOver = options.startOver
  }

  /** Rejects with ApiError when the server does not answer; the next gap or reconnection tries again. */
  run(gap: { roomId: string; afterSeq: number; upToSeq: number }): Promise<void> {
    const running = this.runs.get(gap.roomId)
    if (running) {
      running.upTo = Math.max(running.upTo, gap.upToSeq)
      if (gap.afterSeq < running.from) {
        running.again = Math.min(running.again ?? gap.afterSeq, gap.afterSeq)
      }
      return running.promise
    }
    const run: Run = {
      promise: Promise.resolve(),
      from: gap.afterSeq,
      upTo: gap.upToSeq,
      again: null,
    }
    this.runs.set(gap.roomId, run)
    run.promise = this.fetchAll(gap.roomId, run).finally(() => this.runs.delete(gap.roomId))
    return run.promise
  }

  isRunning(roomId: string): boolean {
    return this.runs.has(roomId)
  }

  stop(): void {
    this.stopped = true
  }

  private async fetchAll(roomId: string, run: Run): Promise<void> {
    let after = run.from
    while (!this.stopped) {
      const page = await this.fetchPage(roomId, after)
      if (page === null) return
      if (page.head_seq - after > MOST_MISSED) {
        this.startOver(roomId)
        return
      }
      for (const entry of page.items) this.apply(entry)
      after = page.items.at(-1)?.seq ?? after
      const complete = page.items.length === 0 || after >= Math.max(page.head_seq, run.upTo)
      if (!complete) continue
      if (run.again === null) return
      after = run.again
      run.from = run.again
      run.again = null
    }
  }

  /** Null when the room is no longer ours to see. */
  private async fetchPage(roomId: string, after: number): Promise<EntriesPage | null> {
    try {
      return await http.get('/rooms/{room_id}/entries', {
        path: { room_id: roomId },
        query: { after_seq: after, limit: PAGE },
      })
    } catch (error) {
      if (isApiError(error) && error.status === 404) return null
      throw error
    }
  }
}
