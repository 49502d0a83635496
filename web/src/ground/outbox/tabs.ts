export type News =
  | { kind: 'changed' }
  | { kind: 'hurry' }
  | { kind: 'delivered'; clientId: string }
  /** What the tab that sends is sending at this moment. */
  | { kind: 'sending'; clientIds: string[] }

/** What the tabs of one browser tell each other about one account's outbox, and which of them sends. */
export class TabChannel {
  private readonly channel: BroadcastChannel
  private readonly name: string
  private readonly closing = new AbortController()
  private release: () => void = () => undefined

  constructor(accountId: string, onNews: (news: News) => void) {
    this.name = `parley.outbox.${accountId}`
    this.channel = new BroadcastChannel(this.name)
    this.channel.onmessage = (event: MessageEvent<News>) => onNews(event.data)
  }

  post(news: News): void {
    if (!this.closing.signal.aborted) this.channel.postMessage(news)
  }

  /** Calls back when this tab becomes the one that sends, which it stays until it is closed. */
  whenLeader(lead: () => void): void {
    // Without Web Locks (a page served over plain HTTP) every tab sends: `client_id` keeps that harmless.
    const locks: LockManager | undefined = navigator.locks
    if (!locks) {
      lead()
      return
    }
    const held = new Promise<void>((resolve) => {
      this.release = resolve
    })
    locks
      .request(this.name, { signal: this.closing.signal }, () => {
        lead()
        return held
      })
      .catch((error: unknown) => {
        if (!this.closing.signal.aborted) throw error
      })
  }

  close(): void {
    this.closing.abort()
    this.release()
    this.channel.close()
  }
}
