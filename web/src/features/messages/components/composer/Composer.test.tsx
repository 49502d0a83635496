import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useSyncExternalStore } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me } from '@/contract'
import type { DraftText, DraftView } from '@/features/messages'
import { type Upload, UploadsProvider } from '@/ground/uploads'
import { drawn } from '@/ui/testing/drawn'
import { withScreen } from '@/ui/testing/screen'
import { standingUploads } from '../../../../../tests/doubles/uploads'
import { ConversationContext } from '../conversationContext'
import { aConversation, aMessage, JOAO, joao, MARA, ME, mara, me } from '../testing'
import { Composer } from './Composer'

/** The draft as the data layer keeps it: known at once, saved some time later. */
const drafts = {
  draft: { text: '', replyToSeq: null } as DraftText,
  conflict: null as DraftView['conflict'],
  resolved: [] as string[],
  listeners: new Set<() => void>(),
  set(draft: DraftText) {
    drafts.draft = draft
    for (const listener of drafts.listeners) listener()
  },
}
const viewer: { me: Me } = { me }
/** A message of the room itself that answers nothing and has no files. */
const ALONE = { replyToSeq: null, topicId: null, uploadIds: [] }

vi.mock('@/features/messages', async (original) => ({
  ...(await original<object>()),
  useSendTyping: () => () => undefined,
  useDraft: (): DraftView => {
    const draft = useSyncExternalStore(
      (listener) => {
        drafts.listeners.add(listener)
        return () => drafts.listeners.delete(listener)
      },
      () => drafts.draft,
    )
    return {
      draft,
      setDraft: drafts.set,
      isSaved: true,
      conflict: drafts.conflict,
      resolveConflict: (choice) => drafts.resolved.push(choice),
    }
  },
}))
vi.mock('@/features/session', async (original) => ({
  ...(await original<object>()),
  useMe: () => viewer.me,
  useConfig: () => undefined,
}))

async function write(conversation = aConversation(), files: Upload[] = []) {
  const onSent = vi.fn()
  const { uploads, acts } = standingUploads(files)
  const part = (
    <UploadsProvider value={uploads}>
      <ConversationContext value={conversation}>
        <Composer
          others={[mara, joao]}
          roomName="Website relaunch"
          find={(seq) => aMessage({ seq })}
          findLastOwn={() =>
            aMessage({ seq: 9, author_id: ME }, { text: `hi [@João](parley:account/${JOAO})` })
          }
          onSent={onSent}
          handle={null}
        />
      </ConversationContext>
    </UploadsProvider>
  )
  await drawn(part)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox')
  const { send } = conversation.actions
  return { user: userEvent.setup(), field, onSent, send, conversation, acts }
}

beforeEach(() => {
  withScreen()
  drafts.draft = { text: '', replyToSeq: null }
  drafts.conflict = null
  drafts.resolved = []
  drafts.listeners.clear()
  viewer.me = me
})

describe('writing', () => {
  it('sends with Enter, empties the field and the draft', async () => {
    const { user, field, send, onSent } = await write()
    await user.type(field, 'Hello{Enter}')
    expect(send).toHaveBeenCalledExactlyOnceWith({ text: 'Hello', ...ALONE })
    expect(field.value).toBe('')
    expect(drafts.draft).toEqual({ text: '', replyToSeq: null })
    expect(onSent).toHaveBeenCalledOnce()
  })

  it('breaks the line with Shift, Alt or Ctrl and Enter', async () => {
    const { user, field, send } = await write()
    await user.type(
      field,
      'a{Shift>}{Enter}{/Shift}b{Alt>}{Enter}{/Alt}c{Control>}{Enter}{/Control}d',
    )
    expect(field.value).toBe('a\nb\nc\nd')
    expect(send).not.toHaveBeenCalled()
  })

  it('breaks the line with Enter for who has chosen so', async () => {
    viewer.me = { ...me, enter_sends: false }
    const { user, field, send } = await write()
    await user.type(field, 'a{Enter}b')
    expect(field.value).toBe('a\nb')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(send).toHaveBeenCalledExactlyOnceWith({ text: 'a\nb', ...ALONE })
  })

  it('sends nothing but blanks nowhere', async () => {
    const { user, field, send } = await write()
    await user.type(field, '   {Enter}')
    expect(send).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true)
  })

  it('keeps what is typed as the draft, mentions stored as links', async () => {
    const { user, field } = await write()
    await user.type(field, 'ask @João')
    expect(drafts.draft.text).toBe(`ask [@João](parley:account/${JOAO})`)
    expect(field.value).toBe('ask @João')
    expect(screen.getByText('Draft saved')).toBeTruthy()
  })

  it('gives the text back when it could not be kept for sending', async () => {
    const conversation = aConversation()
    vi.mocked(conversation.actions.send).mockRejectedValue(new Error('The disk is full.'))
    const { user, field } = await write(conversation)
    await user.type(field, 'precious{Enter}')
    await waitFor(() => expect(field.value).toBe('precious'))
  })

  it('refuses what is too long, says by how much, and keeps it', async () => {
    drafts.draft = { text: 'x'.repeat(10_243), replyToSeq: null }
    const { user, field, send } = await write()
    expect(screen.getByRole('alert').textContent).toBe(
      '3 characters too many. A message can have 10,240.',
    )
    await user.type(field, '{Enter}')
    expect(send).not.toHaveBeenCalled()
    expect(field.value).toHaveLength(10_243)
  })

  it('counts down when little room is left', async () => {
    drafts.draft = { text: 'x'.repeat(10_000), replyToSeq: null }
    await write()
    expect(screen.getByText('240 characters left')).toBeTruthy()
  })

  it('shows what another device writes', async () => {
    const { field } = await write()
    drafts.set({ text: 'from the phone', replyToSeq: null })
    await waitFor(() => expect(field.value).toBe('from the phone'))
  })
})

describe('mentioning', () => {
  it('offers people by name and takes one with the keyboard', async () => {
    const { user, field, send } = await write()
    await user.type(field, 'hi @')
    expect(screen.getAllByRole('option')).toHaveLength(2)
    const active = () => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')
    expect(active()?.textContent).toContain('Mara Lindqvist')
    await user.type(field, '{ArrowDown}')
    expect(active()?.textContent).toContain('João')
    await user.type(field, '{ArrowUp}{Enter}')
    expect(field.value).toBe('hi @Mara Lindqvist ')
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.type(field, '{Enter}')
    expect(send).toHaveBeenCalledWith({
      text: `hi [@Mara Lindqvist](parley:account/${MARA})`,
      ...ALONE,
    })
  })

  it('narrows by what is typed and leaves with Escape', async () => {
    const { user, field } = await write()
    await user.type(field, '@joa')
    expect(screen.getAllByRole('option')).toHaveLength(1)
    await user.type(field, '{Escape}')
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(field.value).toBe('@joa')
  })
})

describe('replying and editing', () => {
  it('sends the answer with the message it answers, and Escape leaves it', async () => {
    drafts.draft = { text: 'yes', replyToSeq: 7 }
    const { user, field, send } = await write()
    expect(screen.getByText('Replying to \u2068Mara Lindqvist\u2069')).toBeTruthy()
    await user.type(field, '{Enter}')
    expect(send).toHaveBeenCalledWith({ text: 'yes', ...ALONE, replyToSeq: 7 })
    drafts.set({ text: 'no', replyToSeq: 7 })
    await screen.findByText('Replying to \u2068Mara Lindqvist\u2069')
    await user.type(field, '{Escape}')
    expect(drafts.draft).toEqual({ text: 'no', replyToSeq: null })
  })

  it('opens the last own message with the up arrow, mentions and all, and saves it', async () => {
    const { user, field, conversation } = await write()
    await user.type(field, '{ArrowUp}')
    expect(field.value).toBe('hi @João')
    await user.type(field, '!{Enter}')
    expect(conversation.actions.edit).toHaveBeenCalledExactlyOnceWith(
      9,
      `hi [@João](parley:account/${JOAO})!`,
    )
    expect(field.value).toBe('')
  })

  it('comes back to the draft when an edit is left', async () => {
    const { user, field, conversation } = await write()
    await user.type(field, '{ArrowUp}changed{Escape}')
    expect(field.value).toBe('')
    expect(conversation.actions.edit).not.toHaveBeenCalled()
  })

  it('leaves an unchanged message alone', async () => {
    const { user, field, conversation } = await write()
    await user.type(field, '{ArrowUp}{Enter}')
    expect(conversation.actions.edit).not.toHaveBeenCalled()
  })
})

describe('a conflict of drafts', () => {
  it('shows both texts and keeps the one that is chosen', async () => {
    drafts.draft = { text: 'mine', replyToSeq: null }
    drafts.conflict = {
      mine: { text: 'written here', replyToSeq: null },
      theirs: { text: 'written there', replyToSeq: null },
    }
    const { user } = await write()
    expect(screen.getByText('written here')).toBeTruthy()
    expect(screen.getByText('written there')).toBeTruthy()
    const [, other] = screen.getAllByRole('button', { name: /^Keep this/ })
    if (other) await user.click(other)
    await user.click(screen.getByRole('button', { name: 'Keep both' }))
    expect(drafts.resolved).toEqual(['theirs', 'both'])
  })
})
