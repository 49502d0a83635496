type Callback = () => Promise<unknown> | unknown

interface Request {
  callback: Callback
  signal: AbortSignal | undefined
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** Exclusive Web Locks (W3C) within this process: requests of a name are granted one after the other. */
class Locks {
  private readonly queues = new Map<string, Request[]>()

  request(name: string, options: { signal?: AbortSignal }, callback: Callback): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const queue = this.queues.get(name) ?? []
      this.queues.set(name, queue)
      queue.push({ callback, signal: options.signal, resolve, reject })
      if (queue.length === 1) void this.grant(name)
    })
  }

  private async grant(name: string): Promise<void> {
    const queue = this.queues.get(name) ?? []
    const request = queue[0]
    if (!request) return
    if (request.signal?.aborted) request.reject(request.signal.reason)
    else await Promise.resolve(request.callback()).then(request.resolve, request.reject)
    queue.shift()
    void this.grant(name)
  }
}

/** jsdom has no Web Locks. */
export function installLocks(): void {
  Object.defineProperty(navigator, 'locks', { value: new Locks(), configurable: true })
}
