import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useSyncExternalStore } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me } from '@/contract'
import type { DraftText, DraftView } from '@/features/messages'
import { type Upload, UploadsProvider } from '@/ground/uploads'
import { drawn } from '@/ui/testing/drawn'
import { withScreen } from '@/ui/testing/screen'
import { anUpload, standingUploads } from '../../../../../tests/doubles/uploads'
import { ConversationContext } from '../conversationContext'
import { aConversation, aMessage, aRoom, JOAO, joao, ME, mara, me } from '../testing'
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

describe('files', () => {
  const place = aRoom().id
  const pasted = (name: string) => new File(['x'], name, { type: 'image/png' })

  it('go with the message though they are still on their way', async () => {
    const { user, field, send } = await write(aConversation(), [anUpload({ place })])
    await user.type(field, 'Look{Enter}')
    expect(send).toHaveBeenCalledExactlyOnceWith({
      ...{ text: 'Look', ...ALONE },
      uploadIds: ['upload-1'],
    })
  })

  it('need no words', async () => {
    const { user, send } = await write(aConversation(), [anUpload({ place, status: 'whole' })])
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(send).toHaveBeenCalledOnce()
  })

  it('that failed are not left out without a word', async () => {
    const error = { code: 'file.quota_exceeded', detail: 'No room.' }
    const failed = anUpload({ place, status: 'failed', error })
    const { user, field, send, acts } = await write(aConversation(), [failed])
    expect((await screen.findByRole('alert')).textContent).toContain('no room left')
    await user.type(field, 'Look{Enter}')
    expect(send).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: /Try .*brief\.pdf.* again/ }))
    expect(acts.retry).toHaveBeenCalledExactlyOnceWith('upload-1')
  })

  it('show how far they have come, and can be paused and removed', async () => {
    const { user, acts } = await write(aConversation(), [anUpload({ place })])
    const bar = await screen.findByRole('progressbar', { name: /Progress of .*brief\.pdf/ })
    expect(bar.getAttribute('aria-valuenow')).toBe('50')
    await user.click(screen.getByRole('button', { name: /Pause .*brief\.pdf/ }))
    expect(acts.pause).toHaveBeenCalledExactlyOnceWith('upload-1')
    await user.click(screen.getByRole('button', { name: /Remove .*brief\.pdf/ }))
    expect(acts.drop).toHaveBeenCalledExactlyOnceWith(['upload-1'])
  })

  it('of another place stay there', async () => {
    await write(aConversation(), [anUpload({ place: 'elsewhere' })])
    expect(screen.queryByRole('list', { name: 'Attached files' })).toBeNull()
  })

  it('are taken from the clipboard, unless they are another form of a text', async () => {
    const { user, field, acts } = await write()
    await user.click(field)
    const given = (types: Record<string, string>) => ({
      files: [pasted('image.png')],
      getData: (type: string) => types[type] ?? '',
      types: ['Files'],
    })
    fireEvent.paste(field, { clipboardData: given({ 'text/html': '<b>1</b>', 'text/plain': '1' }) })
    expect(acts.add).not.toHaveBeenCalled()
    fireEvent.paste(field, { clipboardData: given({ 'text/html': '<img>' }) })
    expect(acts.add).toHaveBeenCalledOnce()
    const [, [chosen]] = vi.mocked(acts.add).mock.calls[0] as unknown as [
      string,
      { name: string }[],
    ]
    expect(chosen?.name).toMatch(/^\d{4}-\d\d-\d\d .*\.png$/)
  })

  it('are chosen with the paperclip, at most ten', async () => {
    const { user, acts } = await write()
    const files = Array.from({ length: 12 }, (_, index) => pasted(`${index}.png`))
    await user.upload(screen.getByLabelText('Attach files', { selector: 'input' }), files)
    const [, chosen] = vi.mocked(acts.add).mock.calls[0] as unknown as [string, unknown[]]
    expect(chosen).toHaveLength(10)
  })
})
