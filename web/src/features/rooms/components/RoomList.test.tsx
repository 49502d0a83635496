import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry, InboxItem, Me } from '@/contract'
import type { InboxView } from '@/features/rooms'
import { drawn } from '@/ui/testing/drawn'
import { withScreen } from '@/ui/testing/screen'
import { NewConversationHost } from './NewConversationHost'
import { RoomList } from './RoomList'

const inbox = { current: {} as InboxView }
const asked: { filter: string; q: string }[] = []
const actions = {
  star: vi.fn(),
  hide: vi.fn(),
  mute: vi.fn(),
  markRead: vi.fn(),
  markUnreadFrom: vi.fn(),
}

vi.mock('@/features/presence', () => ({ useOnline: (id: string) => id === 'mara' }))
vi.mock('@/features/session', () => ({
  useMe: () => ({ id: 'me', headline: 'Designer', skills: ['Type'], country: 'PT' }) as Me,
}))
vi.mock('@/features/rooms', () => ({
  useInbox: (query: { filter: string; q: string }) => {
    asked.push(query)
    return inbox.current
  },
  useRoomActions: () => actions,
  useCreateRoom: () => ({ direct: vi.fn(), group: vi.fn() }),
  useFindPeople: () => ({ people: [], isLoading: false, isError: false }),
}))

function lastEntry(text: string | null, author: string): Entry {
  const state = {
    text,
    edited_at: null,
    deleted_at: null,
    reactions: [],
    reply: null,
    pin: null,
    state_seq: 9,
  }
  return {
    room_id: 'room',
    seq: 9,
    id: 'entry',
    kind: 'message',
    author_id: author,
    client_id: null,
    created_at: '2026-11-20T09:00:00.000000Z',
    body: null,
    state,
  }
}

function item(id: string, changes: Partial<InboxItem> = {}): InboxItem {
  const mara = {
    id: 'mara',
    display_name: 'Mara Lindqvist',
    headline: '',
    time_zone: 'UTC',
    country: null,
  }
  return {
    room_id: id,
    role: 'member',
    from_seq: 1,
    head_seq: 9,
    read_seq: 9,
    unread_count: 0,
    mention_count: 0,
    starred: false,
    hidden: false,
    muted_until: null,
    last_entry: lastEntry('See **you**', 'mara'),
    draft: null,
    room: {
      id,
      kind: 'direct',
      title: null,
      created_at: '2026-11-01T09:00:00.000000Z',
      created_by: 'me',
      member_count: 2,
      people: [mara],
      edit_window_seconds: 900,
    },
    ...changes,
  }
}

async function list(view: Partial<InboxView>) {
  inbox.current = {
    items: [],
    unreadTotal: 0,
    isLoading: false,
    isError: false,
    refetch: vi.fn(),
    hasMore: false,
    loadMore: vi.fn(),
    ...view,
  }
  asked.length = 0
  await drawn(
    <>
      <RoomList />
      <NewConversationHost />
    </>,
  )
  return userEvent.setup()
}

beforeEach(() => {
  withScreen()
  for (const act of Object.values(actions)) act.mockReset().mockResolvedValue(undefined)
})

describe('a row', () => {
  it('names the person, says they are online, and shows the last words as plain text', async () => {
    await list({ items: [item('a')] })
    const link = screen.getByRole('link', { name: /Mara Lindqvist/ })
    expect(link.getAttribute('href')).toBe('/messages/a')
    expect(within(link).getByText('See you')).toBeTruthy()
    expect(within(link).getByRole('img', { name: 'Online' })).toBeTruthy()
  })

  it('prefers what one has begun to write', async () => {
    const draft = {
      room_id: 'a',
      text: 'Dear *Mara*',
      topic_id: null,
      reply_to_seq: null,
      version: 1,
      updated_at: '',
    }
    await list({ items: [item('a', { draft })] })
    expect(screen.getByText('Draft: Dear Mara')).toBeTruthy()
  })

  it('marks its own words, deleted ones, and none at all', async () => {
    await list({
      items: [
        item('a', { last_entry: lastEntry('ok', 'me') }),
        item('b', { last_entry: lastEntry(null, 'mara') }),
        item('c', { last_entry: null }),
      ],
    })
    expect(screen.getByText('You: ok')).toBeTruthy()
    expect(screen.getByText('Message deleted')).toBeTruthy()
    expect(screen.getByText('No messages yet')).toBeTruthy()
  })

  it('tells how much is unread, mentions, stars and mutes by name, not by colour alone', async () => {
    await list({
      items: [
        item('a', {
          unread_count: 3,
          mention_count: 1,
          starred: true,
          muted_until: '9999-12-31T23:59:59.000000Z',
        }),
      ],
    })
    const link = screen.getByRole('link', { name: /Mara/ })
    expect(within(link).getByText('3 unread messages')).toBeTruthy()
    for (const name of ['You are mentioned', 'Starred', 'Muted']) {
      expect(within(link).getByRole('img', { name })).toBeTruthy()
    }
  })

  it('has a menu: star, mark read, hide, mute', async () => {
    const user = await list({ items: [item('a', { unread_count: 2 })] })
    await user.click(screen.getByRole('button', { name: 'Options for Mara Lindqvist' }))
    await user.click(screen.getByRole('menuitem', { name: 'Mark as read' }))
    expect(actions.markRead).toHaveBeenCalledExactlyOnceWith(9)
    await user.click(screen.getByRole('button', { name: 'Options for Mara Lindqvist' }))
    await user.click(screen.getByRole('menuitem', { name: 'Until I turn it on again' }))
    expect(actions.mute).toHaveBeenCalledExactlyOnceWith('9999-12-31T23:59:59.000000Z')
  })
})

describe('the list', () => {
  it('is one stop for Tab, with the arrow keys inside', async () => {
    const user = await list({ items: ['a', 'b', 'c'].map((id) => item(id)) })
    const links = screen.getAllByRole('link', { name: /Mara/ })
    expect(links.map((link) => link.tabIndex)).toEqual([0, -1, -1])
    links[0]?.focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
    expect(document.activeElement).toBe(links[1])
    await user.keyboard('{End}')
    expect(document.activeElement).toBe(links[2])
    expect(links.map((link) => link.tabIndex)).toEqual([-1, -1, 0])
  })

  it('draws a handful of a thousand rooms', async () => {
    await list({ items: Array.from({ length: 1000 }, (_, at) => item(`room-${at}`)) })
    const rows = screen.getAllByRole('listitem')
    expect(rows.length).toBeLessThan(60)
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('1000')
  })

  it('asks for more when its end comes near', async () => {
    const loadMore = vi.fn()
    await list({ items: [item('a')], hasMore: true, loadMore })
    expect(loadMore).toHaveBeenCalled()
  })

  it('searches by what is typed', async () => {
    const user = await list({ items: [item('a')] })
    await user.type(screen.getByRole('searchbox', { name: 'Filter rooms and people' }), 'nordlys')
    await waitFor(() => expect(asked.at(-1)).toEqual({ filter: 'all', q: 'nordlys' }))
  })

  it('has its filters as links, the one in use marked', async () => {
    await list({})
    const filters = within(screen.getByRole('navigation', { name: 'Show' })).getAllByRole('link')
    const names = filters.map((link) => link.textContent)
    expect(names).toEqual(['All', 'Unread', 'Starred', 'Drafts', 'Hidden'])
    expect(
      filters.filter((link) => link.ariaCurrent === 'page').map((link) => link.textContent),
    ).toEqual(['All'])
    expect(filters[4]?.getAttribute('href')).toContain('filter=hidden')
  })

  it('invites to write when it is empty', async () => {
    const user = await list({})
    await user.click(screen.getAllByRole('button', { name: 'New conversation' })[1] as HTMLElement)
    expect(await screen.findByRole('dialog', { name: 'New conversation' })).toBeTruthy()
  })

  it('says that it is loading, and what to do when it could not be had', async () => {
    await list({ isLoading: true })
    expect(screen.getByRole('status').textContent).toBe('Loading your conversations')
    const refetch = vi.fn()
    const user = await list({ isError: true, refetch })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(refetch).toHaveBeenCalledOnce()
  })

  it('keeps showing what it has when a reload fails', async () => {
    await list({ items: [item('a')], isError: true })
    expect(screen.getByRole('link', { name: /Mara/ })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
