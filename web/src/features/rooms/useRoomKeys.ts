import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { InboxItem } from '@/contract'
import { http } from '@/ground/http'
import { useShortcut } from '@/ground/keyboard'
import { listSearch } from './address'
import { askForConversation } from './newConversation'
import { roomKeys } from './shortcuts'
import { useInbox } from './useInbox'

type Step = 1 | -1

/** The keys that go from room to room, through the list as the address shows it, and begin a new one. */
export function useRoomKeys(): void {
  const { roomId } = useParams({ strict: false })
  const { filter = 'all', q = '', with: person } = useSearch({ strict: false })
  const inbox = useInbox({ filter, q, person })
  const navigate = useNavigate()
  const open = (id: string | undefined) => {
    if (id === undefined || id === roomId) return
    void navigate({
      to: '/messages/$roomId',
      params: { roomId: id },
      search: listSearch,
    })
  }
  const step = (by: Step) => open(nextRoom(inbox.items, roomId, by)?.room_id)
  const stepUnread = (by: Step) => {
    const unread = inbox.items.filter((item) => item.unread_count > 0 || item.room_id === roomId)
    const found = nextRoom(unread, roomId, by, { wraps: true })
    if (found !== undefined && found.room_id !== roomId) open(found.room_id)
    // Further down than what is loaded of the list.
    else if (inbox.hasMore) void findUnread(roomId).then(open, () => undefined)
  }
  useShortcut(roomKeys.next, () => step(1))
  useShortcut(roomKeys.previous, () => step(-1))
  useShortcut(roomKeys.nextUnread, () => stepUnread(1))
  useShortcut(roomKeys.previousUnread, () => stepUnread(-1))
  useShortcut(roomKeys.create, () => askForConversation('person'))
}

/** The room after (1) or before (-1) the open one; from none the first, or the last. At the ends it stays, unless it `wraps`. */
export function nextRoom(
  items: readonly InboxItem[],
  openId: string | undefined,
  by: Step,
  { wraps = false } = {},
): InboxItem | undefined {
  const at = items.findIndex((item) => item.room_id === openId)
  if (at === -1) return by === 1 ? items[0] : items.at(-1)
  const next = at + by
  return wraps ? items[(next + items.length) % items.length] : items[next]
}

async function findUnread(openId: string | undefined): Promise<string | undefined> {
  const { items } = await http.get('/inbox', { query: { filter: 'unread', limit: 2 } })
  return items.find((item) => item.room_id !== openId)?.room_id
}
