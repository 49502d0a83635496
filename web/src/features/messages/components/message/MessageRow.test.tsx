import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ComponentProps } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry } from '@/contract'
import { drawn } from '@/ui/testing/drawn'
import { withScreen } from '@/ui/testing/screen'
import { type Conversation, ConversationContext } from '../conversationContext'
import { aConversation, aMessage, aRoom, JOAO, MARA, ME } from '../testing'
import { MessageRow } from './MessageRow'

vi.mock('@/features/presence', () => ({ useOnline: () => false }))
vi.mock('@/features/messages', async (original) => ({
  ...(await original<object>()),
  useDeletionOf: () => null,
  useVersions: () => ({
    versions: [
      { text: 'first words', created_at: '2026-11-23T09:00:00.000000Z' },
      { text: 'better words', created_at: '2026-11-23T09:05:00.000000Z' },
    ],
    isLoading: false,
    isError: false,
  }),
}))

async function row(
  entry: Entry,
  conversation: Conversation = aConversation(),
  more: Partial<ComponentProps<typeof MessageRow>> = {},
) {
  await drawn(
    <ConversationContext value={conversation}>
      <MessageRow
        entry={entry}
        isHead
        isActive
        isTarget={false}
        delivery={null}
        seenBy={undefined}
        {...more}
      />
    </ConversationContext>,
  )
  return { user: userEvent.setup(), conversation }
}

async function openMenu(user: ReturnType<typeof userEvent.setup>): Promise<string[]> {
  await user.click(screen.getByRole('button', { name: 'More' }))
  const items = await screen.findAllByRole('menuitem')
  return items.map((item) => item.textContent ?? '')
}

beforeEach(() => withScreen())

describe('a message', () => {
  it('says who wrote it and what', async () => {
    await row(aMessage())
    expect(screen.getByText('Mara Lindqvist')).toBeTruthy()
    expect(screen.getByText('The wordmark is ready')).toBeTruthy()
  })

  it('that was deleted leaves a placeholder without a word of it', async () => {
    const { user } = await row(
      aMessage({}, { text: null, deleted_at: '2026-11-23T09:00:00.000000Z' }),
    )
    expect(screen.getByText('This message was deleted')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'React' })).toBeNull()
    expect(await openMenu(user)).toEqual(['Copy link', 'Mark unread from here'])
  })

  it('that was edited shows every version it had', async () => {
    const { user } = await row(aMessage({}, { edited_at: '2026-11-23T09:05:00.000000Z' }))
    await user.click(screen.getByRole('button', { name: /edited/ }))
    expect(await screen.findByText('first words')).toBeTruthy()
    expect(screen.getByText('better words')).toBeTruthy()
  })

  it('leads from its quote to what it answers', async () => {
    const reply = { seq: 3, author_id: JOAO, excerpt: '**Which** one?', deleted: false }
    const { user, conversation } = await row(aMessage({}, { reply }))
    await user.click(screen.getByRole('button', { name: /^In reply to\s*João Which one/ }))
    expect(conversation.jumpTo).toHaveBeenCalledExactlyOnceWith(3)
  })

  it('draws a mention as a way to the person', async () => {
    await row(aMessage({}, { text: `ask [@João](parley:account/${JOAO})` }))
    const link = screen.getByRole('link', { name: '@João' })
    expect(link.getAttribute('href')).toBe(`/people/${JOAO}`)
  })

  it('folds a text of many rows until somebody wants all of it', async () => {
    vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(900)
    const { user } = await row(aMessage({ seq: 41 }, { text: 'long '.repeat(400) }))
    const more = screen.getByRole('button', { name: 'Show all' })
    expect(more.getAttribute('aria-expanded')).toBe('false')
    await user.click(more)
    expect(screen.getByRole('button', { name: 'Show less' })).toBeTruthy()
  })

  it('shows how far it has come', async () => {
    await row(aMessage({ author_id: ME }), aConversation(), { delivery: 'seen' })
    expect(screen.getByText('Seen')).toBeTruthy()
  })

  it('shows who of a group has read up to it', async () => {
    await row(aMessage(), aConversation(), { seenBy: [JOAO] })
    expect(screen.getByRole('img', { name: 'Seen by João' })).toBeTruthy()
  })
})

describe('reactions', () => {
  it('say who gave them, and one press gives or takes back', async () => {
    const reactions = [
      { emoji: '👍', account_ids: [JOAO, ME] },
      { emoji: '🎉', account_ids: [MARA] },
    ]
    const { user, conversation } = await row(aMessage({}, { reactions }))
    const mine = screen.getByRole('button', { name: /You and João reacted with 👍/ })
    expect(mine.getAttribute('aria-pressed')).toBe('true')
    await user.click(mine)
    await user.click(screen.getByRole('button', { name: /Mara Lindqvist reacted with 🎉/ }))
    expect(vi.mocked(conversation.actions.react).mock.calls).toEqual([
      [7, '👍', false],
      [7, '🎉', true],
    ])
  })

  it('are found by name in the picker', async () => {
    const { user, conversation } = await row(aMessage())
    await user.click(screen.getByRole('button', { name: 'React' }))
    await user.type(await screen.findByRole('searchbox', { name: 'Search emoji' }), 'rocket')
    await user.click(screen.getByRole('button', { name: /^rocket/ }))
    expect(conversation.actions.react).toHaveBeenCalledExactlyOnceWith(7, '🚀', true)
  })
})

describe('the acts on a message', () => {
  it("of somebody else's are reply, copy and mark unread", async () => {
    const { user, conversation } = await row(aMessage())
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Reply' }))
    expect(conversation.reply).toHaveBeenCalledOnce()
    expect(await openMenu(user)).toEqual([
      'Forward',
      'Pin to the conversation',
      'Copy text',
      'Copy link',
      'Mark unread from here',
    ])
  })

  it('of one’s own are editing and deleting, within the time for it', async () => {
    const { user, conversation } = await row(aMessage({ author_id: ME }))
    await user.click(screen.getByRole('button', { name: 'Edit' }))
    expect(conversation.edit).toHaveBeenCalledOnce()
    expect(await openMenu(user)).toEqual([
      'Forward',
      'Pin to the conversation',
      'Copy text',
      'Copy link',
      'Delete',
    ])
  })

  it('leave out editing once the time is over', async () => {
    const created_at = new Date(Date.now() - 16 * 60_000).toISOString()
    await row(aMessage({ author_id: ME, created_at }))
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
  })

  it('allow editing for ever where the room sets no limit', async () => {
    const room = aRoom({ edit_window_seconds: null })
    await row(
      aMessage({ author_id: ME, created_at: '2020-01-01T00:00:00.000000Z' }),
      aConversation({ room }),
    )
    expect(screen.getByRole('button', { name: 'Edit' })).toBeTruthy()
  })

  it('let an admin delete for others', async () => {
    const { user, conversation } = await row(aMessage(), aConversation({ role: 'admin' }))
    expect(await openMenu(user)).toContain('Delete')
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
    expect(conversation.remove).toHaveBeenCalledExactlyOnceWith(7)
  })

  it('never let anybody delete for the other one of two', async () => {
    const room = aRoom({ kind: 'direct' })
    const { user } = await row(aMessage(), aConversation({ role: 'owner', room }))
    expect(await openMenu(user)).not.toContain('Delete')
  })
})
