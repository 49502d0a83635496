import type { Keeping } from '@/ground/kept'
import type { InboxList } from './list'

/** Lines from the top of the inbox that can be read without a network. */
const MOST_LINES = 100

/** What of the inbox and its rooms is kept on the device. */
export const roomKeepings: readonly Keeping[] = [
  {
    prefix: 'inbox',
    group: () => null,
    // The other lists are parts of this one.
    trim: (list, [, filter, q]) =>
      filter === 'all' && q === '' ? firstLines(list as InboxList) : undefined,
  },
  { prefix: 'room', group: (key) => String(key[1]), trim: (detail) => detail },
]

function firstLines(list: InboxList): InboxList {
  const isCut = list.items.length > MOST_LINES
  // Without a network there is nothing to page.
  return {
    ...list,
    arriving: {},
    items: list.items.slice(0, MOST_LINES),
    next: isCut ? null : list.next,
  }
}
