import { Run, type RunEvents } from './run'
import type { StoredUpload } from './store'
import type { UploadTabs } from './tabs'

/** So many files are sent at the same time; the others wait their turn. */
const MOST_AT_ONCE = 3

export interface SendingOptions {
  tabs: UploadTabs
  /** What there is to be sent, in order. */
  uploads: () => readonly StoredUpload[]
  blob: (id: string) => Promise<Blob | undefined>
  eventsFor: (id: string) => RunEvents
}

/** Which files this tab sends, and which of them at this moment. */
export class Sending {
  private readonly options: SendingOptions
  /** Files that this tab sends, or would if the one that does were closed. */
  private readonly asked = new Set<string>()
  /** Files that no other tab sends, to what hands them on. */
  private readonly held = new Map<string, () => void>()
  private readonly runs = new Map<string, Run>()
  private isStopped = false

  constructor(options: SendingOptions) {
    this.options = options
  }

  /** Begins and ends what has to be, after anything has changed. */
  consider(): void {
    if (this.isStopped) return
    const uploads = new Map(this.options.uploads().map((upload) => [upload.id, upload]))
    for (const [id, run] of this.runs) {
      if (isDue(uploads.get(id))) continue
      run.stop()
      this.runs.delete(id)
    }
    for (const [id, release] of this.held) {
      if (!isDone(uploads.get(id))) continue
      this.held.delete(id)
      release()
    }
    for (const upload of uploads.values()) this.ask(upload)
    for (const upload of uploads.values()) {
      if (this.runs.size >= MOST_AT_ONCE) return
      if (isDue(upload) && this.held.has(upload.id)) this.begin(upload)
    }
  }

  hurry(): void {
    for (const run of this.runs.values()) run.hurry()
  }

  stop(): void {
    this.isStopped = true
    for (const run of this.runs.values()) run.stop()
    for (const release of this.held.values()) release()
  }

  private ask(upload: StoredUpload): void {
    const { id } = upload
    if (isDone(upload) || this.asked.has(id)) return
    this.asked.add(id)
    this.options.tabs.whenMine(id, async () => {
      const now = this.options.uploads().find((one) => one.id === id)
      if (this.isStopped || isDone(now)) return
      const handedOn = new Promise<void>((resolve) => this.held.set(id, resolve))
      this.consider()
      await handedOn
    })
  }

  private begin(upload: StoredUpload): void {
    const { id } = upload
    if (this.runs.has(id)) return
    const { blob, eventsFor } = this.options
    this.runs.set(id, new Run(upload, () => blob(id), eventsFor(id)))
  }
}

function isDone(upload: StoredUpload | undefined): boolean {
  return upload === undefined || upload.fileId !== null
}

function isDue(upload: StoredUpload | undefined): boolean {
  return upload?.fileId === null && !upload.isPaused && upload.error === null
}
