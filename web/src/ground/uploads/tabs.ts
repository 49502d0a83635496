export type News =
  | { kind: 'changed' }
  | { kind: 'hurry' }
  | { kind: 'progressed'; id: string; sentBytes: number; isWaiting: boolean }

/** What the tabs of one browser tell each other about one account's uploads, and which of them sends which. */
export class UploadTabs {
  private readonly channel: BroadcastChannel
  private readonly name: string
  private readonly closing = new AbortController()

  constructor(accountId: string, onNews: (news: News) => void) {
    this.name = `parley.uploads.${accountId}`
    this.channel = new BroadcastChannel(this.name)
    this.channel.onmessage = (event: MessageEvent<News>) => onNews(event.data)
  }

  post(news: News): void {
    if (!this.closing.signal.aborted) this.channel.postMessage(news)
  }

  /** Runs `send` once no other tab sends this file: at once, or when the one that does is closed. */
  whenMine(id: string, send: () => Promise<void>): void {
    // Without Web Locks (a page served over plain HTTP) every tab sends: the server lets one write at a time.
    const locks: LockManager | undefined = navigator.locks
    if (!locks) {
      void send()
      return
    }
    const { signal } = this.closing
    locks
      .request(`${this.name}.${id}`, { signal }, () => (signal.aborted ? undefined : send()))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
  }

  close(): void {
    this.closing.abort()
    this.channel.close()
  }
}
