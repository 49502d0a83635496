import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Forward } from '@/contract'

/** A message as it is written. */
export interface NewMessage {
  roomId: string
  text: string
  replyToSeq: number | null
  topicId?: string | null
  forward?: Forward | null
  /** The files it goes out with, by the ids they have on this device (ground/uploads); it waits until they are whole. */
  uploadIds?: readonly string[]
}

/** A message on its way, as this device keeps it until the server has it. */
export interface StoredMessage extends Required<NewMessage> {
  clientId: string
  /** RFC 3339. */
  createdAt: string
  /** Counts up within this device: messages of a room are sent in this order. */
  order: number
  /** Why the server refused it for good; null while it is still to be sent. */
  error: { code: string; detail: string } | null
}

interface Schema extends DBSchema {
  messages: { key: number; value: StoredMessage; indexes: { clientId: string } }
}

/** The messages of one account that this device has not yet handed over, in IndexedDB. */
export class OutboxStore {
  private readonly name: string
  private opened: Promise<IDBPDatabase<Schema>> | null = null

  constructor(accountId: string) {
    this.name = `parley.outbox.${accountId}`
  }

  async all(): Promise<StoredMessage[]> {
    const db = await this.open()
    const stored = await db.getAll('messages')
    // What a version of this program stored that knew no topics, or no files.
    const before = { topicId: null, forward: null, uploadIds: [] }
    return stored.map((message) => ({ ...before, ...message }))
  }

  /** Resolves once the message would survive a crash of the browser; answers it with its place in the order. */
  async add(message: Omit<StoredMessage, 'order'>): Promise<StoredMessage> {
    const db = await this.open()
    const transaction = db.transaction('messages', 'readwrite', { durability: 'strict' })
    // The key path fills in `order`.
    const order = await transaction.store.add(message as StoredMessage)
    await transaction.done
    return { ...message, order }
  }

  /** Changes a message that is still there. */
  async change(
    clientId: string,
    changes: Partial<Pick<StoredMessage, 'error' | 'uploadIds'>>,
  ): Promise<void> {
    const db = await this.open()
    const transaction = db.transaction('messages', 'readwrite')
    const found = await transaction.store.index('clientId').get(clientId)
    if (found) await transaction.store.put({ ...found, ...changes })
    await transaction.done
  }

  /** Says whether the message was still there. */
  async remove(clientId: string): Promise<boolean> {
    const db = await this.open()
    const transaction = db.transaction('messages', 'readwrite')
    const key = await transaction.store.index('clientId').getKey(clientId)
    if (key !== undefined) await transaction.store.delete(key)
    await transaction.done
    return key !== undefined
  }

  async close(): Promise<void> {
    const db = await this.opened
    this.opened = null
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
        const messages = db.createObjectStore('messages', { keyPath: 'order', autoIncrement: true })
        messages.createIndex('clientId', 'clientId', { unique: true })
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
