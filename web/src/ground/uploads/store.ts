import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'

/** A file on its way, as this device keeps it until its message is sent or it is dropped. */
export interface StoredUpload {
  id: string
  /** Counts up within this device. */
  order: number
  /** The room, or the topic, in whose composer it was put. */
  place: string
  /** The `client_id` of the message that goes out with it; null while that is being written. */
  messageId: string | null
  name: string
  sizeBytes: number
  /** As the browser says; only a hint. */
  mediaType: string
  /** Where the server takes it; null before the server has given it an address. */
  url: string | null
  /** The id by which a message names it; null until the server has all of it. */
  fileId: string | null
  isPaused: boolean
  /** Why the server refuses it for good; null while it does not. */
  error: { code: string; detail: string } | null
}

interface Schema extends DBSchema {
  uploads: { key: string; value: StoredUpload }
  /** Apart from what is known of them, so that no change of that writes the bytes again. */
  blobs: { key: string; value: Blob }
}

/** The files of one account that this device has not yet handed over, in IndexedDB. */
export class UploadStore {
  private readonly name: string
  private opened: Promise<IDBPDatabase<Schema>> | null = null

  constructor(accountId: string) {
    this.name = `parley.uploads.${accountId}`
  }

  async all(): Promise<StoredUpload[]> {
    const stored = await (await this.open()).getAll('uploads')
    return stored.toSorted((one, other) => one.order - other.order)
  }

  async add(upload: StoredUpload, blob: Blob): Promise<void> {
    const transaction = (await this.open()).transaction(['uploads', 'blobs'], 'readwrite')
    await Promise.all([
      transaction.objectStore('uploads').add(upload),
      transaction.objectStore('blobs').add(blob, upload.id),
      transaction.done,
    ])
  }

  async blob(id: string): Promise<Blob | undefined> {
    return (await this.open()).get('blobs', id)
  }

  /** Changes an upload that is still there. */
  async change(id: string, changes: Partial<StoredUpload>): Promise<void> {
    const transaction = (await this.open()).transaction('uploads', 'readwrite')
    const found = await transaction.store.get(id)
    if (found) await transaction.store.put({ ...found, ...changes })
    await transaction.done
  }

  async remove(ids: readonly string[]): Promise<void> {
    const transaction = (await this.open()).transaction(['uploads', 'blobs'], 'readwrite')
    for (const id of ids) {
      void transaction.objectStore('uploads').delete(id)
      void transaction.objectStore('blobs').delete(id)
    }
    await transaction.done
  }

  async close(): Promise<void> {
    const opened = this.opened
    this.opened = null
    const db = await opened?.catch(() => undefined)
    db?.close()
  }

  /** Deletes everything of this account, in every tab. */
  async destroy(): Promise<void> {
    await this.close()
    await deleteDB(this.name)
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    this.opened ??= openDB<Schema>(this.name, 1, {
      upgrade(db) {
        db.createObjectStore('uploads', { keyPath: 'id' })
        db.createObjectStore('blobs')
      },
      // Another tab signs out and deletes the database: let it.
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        this.opened = null
      },
    })
    this.opened.catch(() => {
      this.opened = null
    })
    return this.opened
  }
}
