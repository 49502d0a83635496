const PREFIX = 'parley.unsaved.'

/** A text that the server could not be given, and which of its versions it was written over (null: none). */
export interface Unsaved {
  text: string
  replyToSeq: number | null
  base: number | null
}

/**
 * Drafts of one account that only this device has. In localStorage, which alone can be written while a page is being closed and
 * read before one is drawn. Where it is full or switched off, they live as long as the page.
 */
export class UnsavedDrafts {
  private readonly prefix: string

  constructor(accountId: string) {
    this.prefix = `${PREFIX}${accountId}.`
  }

  /** `place`: the room, or the topic of a room. */
  read(place: string): Unsaved | null {
    const stored = localStorage.getItem(this.prefix + place)
    return stored === null ? null : (JSON.parse(stored) as Unsaved)
  }

  write(place: string, unsaved: Unsaved): void {
    try {
      localStorage.setItem(this.prefix + place, JSON.stringify(unsaved))
    } catch {
      this.remove(place)
    }
  }

  remove(place: string): void {
    localStorage.removeItem(this.prefix + place)
  }

  removeAll(): void {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(this.prefix)) localStorage.removeItem(key)
    }
  }
}
