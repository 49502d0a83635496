import { newId } from '@/ground/ids'
import type { RunEvents } from './run'
import { Sending } from './sending'
import { type ChosenFile, type Progress, shownUpload, type Upload } from './shown'
import { type StoredUpload, UploadStore } from './store'
import { UploadTabs } from './tabs'

/** Between two drawings of how far a file has come. */
const DRAW_AFTER_MS = 100

/**
 * Files on their way to the server. Each is kept on this device until its message is sent or it is dropped, and goes on where it
 * stopped after a closed tab or a dead server. One tab sends a file; all show it, and any may pause or drop it.
 */
export class Uploads {
  private readonly store: UploadStore
  private readonly tabs: UploadTabs
  private readonly sending: Sending
  private readonly onWhole: () => void
  private readonly listeners = new Set<() => void>()
  /** The bytes of files that this device has not kept yet, or cannot for want of room: those live as long as the page. */
  private readonly unkept = new Map<string, Blob>()
  /** How far a file has come, in whichever tab sends it. */
  private readonly progress = new Map<string, Progress>()
  private stored: StoredUpload[] = []
  private shown: readonly Upload[] = []
  private drawing: ReturnType<typeof setTimeout> | undefined
  private lastOrder = 0
  /** Counts what was changed here: an answer of the device that was asked for before is too old. */
  private changes = 0
  /** Settles when everything that was changed here is written down. */
  private writing: Promise<unknown> = Promise.resolve()
  /** Whether what the device keeps is known. */
  private isLoaded = false
  private isStopped = false

  /** `onWhole` is told whenever a message may have become ready to be sent. */
  constructor({ accountId, onWhole }: { accountId: string; onWhole: () => void }) {
    this.onWhole = onWhole
    this.store = new UploadStore(accountId)
    this.tabs = new UploadTabs(accountId, (news) => {
      if (news.kind === 'changed') void this.reload()
      if (news.kind === 'hurry') this.sending.hurry()
      if (news.kind === 'progressed') this.note(news.id, news)
    })
    this.sending = new Sending({
      tabs: this.tabs,
      uploads: () => this.stored,
      blob: async (id) => this.unkept.get(id) ?? (await this.store.blob(id)),
      eventsFor: (id) => this.eventsFor(id),
    })
    void this.reload()
  }

  /** Puts files into a composer and begins to send them. Resolves once they are kept, as far as there is room. */
  async add(place: string, chosen: readonly ChosenFile[]): Promise<void> {
    const uploads = chosen.map(({ blob, name }) => {
      this.lastOrder = Math.max(this.lastOrder + 1, Date.now())
      const upload: StoredUpload = {
        id: newId(),
        order: this.lastOrder,
        place,
        messageId: null,
        name,
        sizeBytes: blob.size,
        mediaType: blob.type,
        url: null,
        fileId: null,
        isPaused: false,
        error: null,
      }
      // Sent before it is kept: writing a large one takes a while.
      this.unkept.set(upload.id, blob)
      return upload
    })
    this.become([...this.stored, ...uploads])
    for (const upload of uploads) await this.keep(upload)
  }

  pause(id: string): Promise<void> {
    return this.change(id, { isPaused: true })
  }

  resume(id: string): Promise<void> {
    return this.change(id, { isPaused: false })
  }

  /** Sends a refused file once more. */
  retry(id: string): Promise<void> {
    return this.change(id, { error: null, isPaused: false })
  }

  /** Takes files back; the server forgets what it has of them. */
  async drop(ids: readonly string[]): Promise<void> {
    const urls = this.stored.flatMap(({ id, url }) => (ids.includes(id) && url ? [url] : []))
    await this.forget(ids)
    if (urls.length === 0) return
    // What cannot be told now the server sweeps by itself.
    const told = import('./transfer').then(({ terminate }) => Promise.all(urls.map(terminate)))
    await told.catch(() => undefined)
  }

  /** From now on the files belong to a message that is on its way. */
  async claim(ids: readonly string[], messageId: string): Promise<void> {
    await Promise.all(ids.map((id) => this.change(id, { messageId, isPaused: false })))
  }

  /** The server has the message: its files are no longer this device's to keep. */
  async settled(messageId: string): Promise<void> {
    const own = this.stored.filter((upload) => upload.messageId === messageId)
    if (own.length > 0) await this.forget(own.map(({ id }) => id))
  }

  /** Whether one of them is still to come before a message can go out with them. One that is not here is not waited for. */
  isWaitingFor(ids: readonly string[]): boolean {
    if (ids.length > 0 && !this.isLoaded) return true
    return this.stored.some(({ id, fileId }) => ids.includes(id) && fileId === null)
  }

  /** The ids by which the server knows them; null when one of them is not on this device, or not whole. */
  async fileIdsOf(ids: readonly string[]): Promise<string[] | null> {
    await this.reload()
    const byId = new Map(this.stored.map(({ id, fileId }) => [id, fileId]))
    const fileIds = ids.flatMap((id) => byId.get(id) ?? [])
    return fileIds.length === ids.length ? fileIds : null
  }

  /** The connection is back: nothing waits out its pause. */
  flush(): void {
    this.sending.hurry()
    this.tabs.post({ kind: 'hurry' })
  }

  /** In the order in which they were chosen; the same array until something changes. */
  list = (): readonly Upload[] => this.shown

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.drawing)
    this.sending.stop()
    this.tabs.close()
    await this.store.close()
  }

  /** Stops and deletes everything this account had here. */
  async destroy(): Promise<void> {
    await this.stop()
    this.unkept.clear()
    await this.store.destroy()
  }

  private async keep(upload: StoredUpload): Promise<void> {
    const { id } = upload
    const blob = this.unkept.get(id)
    if (blob === undefined || this.isStopped) return
    try {
      await this.store.add(upload, blob)
    } catch {
      // No room, or no database at all: it goes on from memory.
      return
    }
    const now = this.stored.find((one) => one.id === id)
    await (now ? this.store.change(id, now) : this.store.remove([id]))
    this.unkept.delete(id)
    this.tabs.post({ kind: 'changed' })
  }

  private async reload(): Promise<void> {
    if (this.isStopped) return
    const before = this.changes
    // What is still being written down would be missing from what is read.
    await this.writing
    const kept = await this.store.all().catch(() => null)
    if (this.isStopped) return
    if (before !== this.changes) return this.reload()
    this.isLoaded = true
    // Where the device cannot be read, what the page knows is all there is.
    const here = kept === null ? this.stored : this.stored.filter(({ id }) => this.unkept.has(id))
    const isHere = new Set(here.map(({ id }) => id))
    const all = [...(kept ?? []).filter(({ id }) => !isHere.has(id)), ...here]
    this.show(all.toSorted((one, other) => one.order - other.order))
    this.onWhole()
  }

  private async change(id: string, changes: Partial<StoredUpload>): Promise<void> {
    this.become(this.stored.map((one) => (one.id === id ? { ...one, ...changes } : one)))
    const written = this.write(this.store.change(id, changes))
    if (changes.fileId != null) this.onWhole()
    await written
  }

  private async write(writing: Promise<unknown>): Promise<void> {
    this.writing = Promise.allSettled([this.writing, writing])
    await this.writing
    this.tabs.post({ kind: 'changed' })
  }

  private async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.progress.delete(id)
      this.unkept.delete(id)
    }
    this.become(this.stored.filter(({ id }) => !ids.includes(id)))
    await this.write(this.store.remove(ids))
  }

  private eventsFor(id: string): RunEvents {
    return {
      addressed: (url) => void this.change(id, { url }),
      progressed: (sentBytes, isWaiting) => this.note(id, { sentBytes, isWaiting }, 'here'),
      whole: (fileId) => void this.change(id, { fileId }),
      refused: ({ code, detail }) => void this.change(id, { error: { code, detail } }),
    }
  }

  /** Draws how far a file has come, and tells the other tabs; not with every packet. */
  private note(id: string, come: Progress, where?: 'here'): void {
    const { sentBytes, isWaiting } = come
    this.progress.set(id, { sentBytes, isWaiting })
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined
      this.publish()
      const latest = this.progress.get(id)
      if (where === 'here' && latest) this.tabs.post({ kind: 'progressed', id, ...latest })
    }, DRAW_AFTER_MS)
  }

  private become(stored: StoredUpload[]): void {
    this.changes += 1
    this.show(stored)
  }

  private show(stored: StoredUpload[]): void {
    this.stored = stored
    this.publish()
    this.sending.consider()
  }

  private publish(): void {
    this.shown = this.stored.map((upload) => shownUpload(upload, this.progress.get(upload.id)))
    for (const listener of this.listeners) listener()
  }
}
