import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'

/** Something fetched, as this device keeps it to show it before the server answers, or without it. */
export interface Part {
  name: string
  value: unknown
  /** Parts of a group come and go together: those of one room. Null for what is kept always. */
  group: string | null
}

/** When a group was last used, in milliseconds since 1970. */
interface Use {
  group: string
  usedAt: number
}

interface Schema extends DBSchema {
  /** A part without a group is not in the index: null is no key. */
  parts: { key: string; value: Part; indexes: { group: string } }
  uses: { key: string; value: Use }
}

const PREFIX = 'parley.kept.'
/** Whose things this browser keeps: beside the database, so that it is known before one is opened. */
const OWNER = 'parley.kept-for'

/** What this device keeps of one account, in IndexedDB. */
export class KeptStore {
  private readonly accountId: string
  private opened: Promise<IDBPDatabase<Schema>> | null = null

  constructor(accountId: string) {
    this.accountId = accountId
  }

  /** Whose things this browser keeps, or null. */
  static owner(): string | null {
    return localStorage.getItem(OWNER)
  }

  /** Makes this account the one that is kept, and deletes what was kept of another. */
  async claim(): Promise<void> {
    const before = KeptStore.owner()
    localStorage.setItem(OWNER, this.accountId)
    if (before !== null && before !== this.accountId) await deleteDB(PREFIX + before)
  }

  /** The values of those names that are kept. */
  async read(names: readonly string[]): Promise<Map<string, unknown>> {
    const { store, done } = (await this.open()).transaction('parts')
    const parts = await Promise.all(names.map((name) => store.get(name)))
    await done
    return new Map(parts.flatMap((part) => (part ? [[part.name, part.value] as const] : [])))
  }

  /** Writes parts over those of the same names, and lets go of all but the `mostGroups` last used groups. */
  async write(parts: readonly Part[], uses: readonly Use[], mostGroups: number): Promise<void> {
    const transaction = (await this.open()).transaction(['parts', 'uses'], 'readwrite')
    const stored = transaction.objectStore('parts')
    const used = transaction.objectStore('uses')
    for (const part of parts) void stored.put(part)
    for (const use of uses) void used.put(use)
    const groups = (await used.getAll()).toSorted((one, other) => other.usedAt - one.usedAt)
    for (const { group } of groups.slice(mostGroups)) {
      void used.delete(group)
      for (const name of await stored.index('group').getAllKeys(group)) void stored.delete(name)
    }
    await transaction.done
  }

  /** Forgets single parts. */
  async remove(names: readonly string[]): Promise<void> {
    const { store, done } = (await this.open()).transaction('parts', 'readwrite')
    for (const name of names) void store.delete(name)
    await done
  }

  async close(): Promise<void> {
    const opened = this.opened
    this.opened = null
    const db = await opened?.catch(() => undefined)
    db?.close()
  }

  /** Deletes everything that is kept of this account, whichever tab has it open. */
  async destroy(): Promise<void> {
    await this.close()
    if (KeptStore.owner() === this.accountId) localStorage.removeItem(OWNER)
    await deleteDB(PREFIX + this.accountId)
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    this.opened ??= openDB<Schema>(PREFIX + this.accountId, 1, {
      upgrade(db) {
        db.createObjectStore('parts', { keyPath: 'name' }).createIndex('group', 'group')
        db.createObjectStore('uses', { keyPath: 'group' })
      },
      // Another tab signs out, or a newer version of this program comes: let it.
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
