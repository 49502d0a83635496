import { ApiError } from '@/ground/http'
import type { StoredUpload } from './store'
import type { Transfer } from './transfer'

export interface RunEvents {
  /** The server has given it an address. */
  addressed: (url: string) => void
  /** How far it has come, and whether it waits for the server to be there again. */
  progressed: (sentBytes: number, isWaiting: boolean) => void
  whole: (fileId: string) => void
  refused: (error: ApiError) => void
}

/** Refusals of one request that are none of the file: nobody signed in, another place to go on, another one writing. */
const TRY_AGAIN = [401, 409, 423]

const lost = new ApiError({
  code: 'upload.lost',
  status: 410,
  detail: 'The file is no longer on this device. Choose it again.',
})

/** Sends one file, and tries again for as long as the server cannot be reached; what that has got stays got. */
export class Run {
  private readonly upload: StoredUpload
  private readonly readBlob: () => Promise<Blob | undefined>
  private readonly events: RunEvents
  private url: string | null
  private transfer: Transfer | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private sentBytes = 0
  private isStopped = false

  constructor(upload: StoredUpload, readBlob: () => Promise<Blob | undefined>, events: RunEvents) {
    this.upload = upload
    this.readBlob = readBlob
    this.events = events
    this.url = upload.url
    void this.begin()
  }

  /** The connection is back: it does not wait out its pause. */
  hurry(): void {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    void this.begin()
  }

  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
    this.transfer?.stop()
  }

  private async begin(): Promise<void> {
    this.timer = undefined
    try {
      // Its code comes with the first file that somebody sends.
      const [{ transfer }, blob] = await Promise.all([import('./transfer'), this.readBlob()])
      if (this.isStopped) return
      if (blob === undefined) this.refuse(lost)
      else this.transfer = transfer(this.optionsFor(blob))
    } catch {
      // The rest of the program could not be loaded: the server is away.
      if (!this.isStopped) this.pause(1_000)
    }
  }

  private optionsFor(blob: Blob): Parameters<typeof import('./transfer').transfer>[0] {
    const { name, mediaType } = this.upload
    return {
      blob,
      name,
      mediaType,
      url: this.url,
      onUrl: (url) => {
        if (this.url !== url) this.events.addressed(url)
        this.url = url
      },
      onProgress: (sentBytes) => {
        if (this.isStopped) return
        // A server that takes more is there: the next failure is a first one.
        if (sentBytes > this.sentBytes) this.failures = 0
        this.sentBytes = sentBytes
        this.events.progressed(sentBytes, false)
      },
      onWhole: (fileId) => {
        if (!this.isStopped) this.events.whole(fileId)
      },
      onError: (error) => {
        if (this.isStopped) return
        if (error.isTemporary || TRY_AGAIN.includes(error.status)) {
          this.pause(error.delayBefore(this.failures))
        } else this.refuse(error)
      },
    }
  }

  private refuse(error: ApiError): void {
    this.isStopped = true
    this.events.refused(error)
  }

  private pause(delay: number): void {
    this.failures += 1
    this.events.progressed(this.sentBytes, true)
    this.timer = setTimeout(() => void this.begin(), delay)
  }
}
