/** What a request is answered, or `cut`: the connection breaks after half of what is sent. */
export type Fault = number | 'cut'

interface Stored {
  length: number
  bytes: number
  isTerminated: boolean
}

/** The address that requests go to in place of a network. */
const BASE = '/api/v1/uploads'

/** A server that speaks tus 1.0, with faults to order. What it got is counted, not kept. */
export class TusServer {
  readonly uploads = new Map<string, Stored>()
  /** Every request, as `PATCH 0`. */
  readonly log: string[] = []
  /** Taken in turn, one for each request; null answers as usual. */
  faults: (Fault | null)[] = []
  /** Answers nothing at all while it is true. */
  isAway = false
  problem: object = { code: 'upload.offset_conflict', detail: 'Another offset.' }

  /** Takes the place of the browser's XMLHttpRequest. */
  get Request(): typeof XMLHttpRequest {
    const answer = (request: FakeRequest) => this.answer(request)
    return class extends FakeRequest {
      override answer(): void {
        answer(this)
      }
    } as unknown as typeof XMLHttpRequest
  }

  get bytes(): number[] {
    return [...this.uploads.values()].map(({ bytes }) => bytes)
  }

  private answer(request: FakeRequest): void {
    const offset = request.headers['upload-offset']
    this.log.push(offset === undefined ? request.method : `${request.method} ${offset}`)
    const fault = this.faults.shift() ?? null
    const id = new URL(request.url, 'http://localhost').pathname.slice(BASE.length + 1)
    const stored = this.uploads.get(id)
    if (this.isAway || fault === 'cut') {
      if (stored && !this.isAway) stored.bytes += Math.floor(request.size / 2)
      request.fail()
    } else if (fault !== null) request.respond(fault, {}, JSON.stringify(this.problem))
    else if (request.method === 'POST') this.create(request)
    else if (stored === undefined) request.respond(404)
    else this.goOn(request, stored)
  }

  private goOn(request: FakeRequest, stored: Stored): void {
    const { method, headers, size } = request
    if (method === 'DELETE') {
      stored.isTerminated = true
      request.respond(204)
    } else if (method === 'HEAD') request.respond(200, this.stand(stored))
    else if (Number(headers['upload-offset']) !== stored.bytes) request.respond(409)
    else {
      stored.bytes += size
      request.progress(size)
      request.respond(204, this.stand(stored))
    }
  }

  private create(request: FakeRequest): void {
    const id = `file-${this.uploads.size + 1}`
    const length = Number(request.headers['upload-length'])
    this.uploads.set(id, { length, bytes: 0, isTerminated: false })
    request.respond(201, { location: `${BASE}/${id}`, 'upload-offset': '0' })
  }

  private stand({ bytes, length }: Stored): Record<string, string> {
    return { 'upload-offset': String(bytes), 'upload-length': String(length) }
  }
}

class FakeRequest {
  method = ''
  url = ''
  headers: Record<string, string> = {}
  size = 0
  status = 0
  responseText = ''
  onload: () => void = () => undefined
  onerror: (reason: Error) => void = () => undefined
  readonly upload: { onprogress: (event: object) => void } = { onprogress: () => undefined }
  private answered: Record<string, string> = {}
  private isAborted = false

  open(method: string, url: string): void {
    this.method = method
    this.url = url
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name.toLowerCase()] = value
  }

  getResponseHeader(name: string): string | null {
    return this.answered[name.toLowerCase()] ?? null
  }

  send(body: Blob | null): void {
    this.size = body?.size ?? 0
    setTimeout(() => this.isAborted || this.answer())
  }

  abort(): void {
    this.isAborted = true
  }

  answer(): void {}

  progress(loaded: number): void {
    this.upload.onprogress({ lengthComputable: true, loaded })
  }

  fail(): void {
    this.onerror(new Error('The connection broke.'))
  }

  respond(status: number, headers: Record<string, string> = {}, text = ''): void {
    this.status = status
    this.answered = headers
    this.responseText = text
    this.onload()
  }
}
