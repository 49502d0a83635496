import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me, Membership, Role, RoomDetail, RoomMember } from '@/contract'
import { drawn } from '@/ui/testing/drawn'
import { withScreen } from '@/ui/testing/screen'
import { PeoplePanel } from './PeoplePanel'

const actions = { addMember: vi.fn(), removeMember: vi.fn(), setRole: vi.fn() }
const direct = vi.fn(() => Promise.resolve('direct-room'))
const wei = { id: 'wei', display_name: 'Wei Chen', headline: '', time_zone: 'UTC', country: null }

vi.mock('@/features/presence', () => ({ useOnline: () => false }))
vi.mock('@/features/session', () => ({ useMe: () => ({ id: 'me' }) as Me }))
vi.mock('@/features/rooms', () => ({
  useRoomActions: () => actions,
  useCreateRoom: () => ({ direct }),
  useFindPeople: () => ({ people: [wei], isLoading: false, isError: false }),
}))

function member(id: string, role: Role, leftAt: string | null = null): RoomMember {
  const account = { id, display_name: `${id} name`, headline: '', time_zone: 'UTC', country: null }
  return { account, role, joined_at: '', left_at: leftAt, read_seq: 1 }
}

async function panel(viewer: Role, kind: 'direct' | 'group' = 'group') {
  const members = [
    member('me', viewer),
    member('olga', 'owner'),
    member('adam', 'admin'),
    member('mia', 'member'),
    member('lev', 'member', '2026-11-20T09:00:00.000000Z'),
  ]
  const room = {
    id: 'room',
    kind,
    title: 'Group',
    created_at: '',
    created_by: 'olga',
    member_count: 4,
    people: [],
    edit_window_seconds: 900,
  }
  const membership = { role: viewer } as Membership
  await drawn(<PeoplePanel detail={{ room, members, membership } as RoomDetail} />)
  return userEvent.setup()
}

async function optionsFor(user: ReturnType<typeof userEvent.setup>, name: string) {
  await user.click(screen.getByRole('button', { name: `Options for ${name} name` }))
  return screen.getAllByRole('menuitem').map((item) => item.textContent)
}

beforeEach(() => {
  withScreen()
  for (const act of Object.values(actions)) act.mockReset().mockResolvedValue(undefined)
})

describe('the people of a group', () => {
  it('stand by rank, those who left apart', async () => {
    await panel('member')
    const names = (list: string) =>
      within(screen.getByRole('list', { name: list }))
        .getAllByRole('listitem')
        .map((row) => /[a-z]+ name/.exec(row.textContent ?? '')?.[0])
    expect(names('Members')).toEqual(['olga name', 'adam name', 'me name', 'mia name'])
    expect(names('No longer here')).toEqual(['lev name'])
  })

  it('can each be written to alone', async () => {
    const user = await panel('member')
    await user.click(screen.getByRole('button', { name: 'Write to mia name' }))
    expect(direct).toHaveBeenCalledExactlyOnceWith('mia')
  })
})

describe('what a viewer may do', () => {
  it('as a member: look at profiles', async () => {
    const user = await panel('member')
    expect(screen.queryByRole('button', { name: 'Add people' })).toBeNull()
    expect(await optionsFor(user, 'mia')).toEqual(['View profile', 'All conversations'])
  })

  it('as an admin: add, and remove members but not other admins', async () => {
    const user = await panel('admin')
    expect(screen.getByRole('button', { name: 'Add people' })).toBeTruthy()
    expect(await optionsFor(user, 'mia')).toEqual([
      'View profile',
      'All conversations',
      'Remove from group',
    ])
    await user.keyboard('{Escape}')
    expect(await optionsFor(user, 'adam')).toEqual(['View profile', 'All conversations'])
  })

  it('as an owner: give any role and remove anybody', async () => {
    const user = await panel('owner')
    expect(await optionsFor(user, 'adam')).toEqual([
      'View profile',
      'All conversations',
      'Make owner',
      'Make member',
      'Remove from group',
    ])
    await user.click(screen.getByRole('menuitem', { name: 'Make member' }))
    expect(actions.setRole).toHaveBeenCalledExactlyOnceWith('adam', 'member')
  })

  it('removes only after asking', async () => {
    const user = await panel('owner')
    await optionsFor(user, 'mia')
    await user.click(screen.getByRole('menuitem', { name: 'Remove from group' }))
    expect(actions.removeMember).not.toHaveBeenCalled()
    const dialog = await screen.findByRole('dialog', { name: 'Remove mia name?' })
    await user.click(within(dialog).getByRole('button', { name: 'Remove from group' }))
    expect(actions.removeMember).toHaveBeenCalledExactlyOnceWith('mia')
  })

  it('adds with the history that was chosen', async () => {
    const user = await panel('admin')
    await user.click(screen.getByRole('button', { name: 'Add people' }))
    await user.click(await screen.findByRole('radio', { name: 'Only messages from now on' }))
    await user.click(screen.getByRole('button', { name: /^Add.*Wei Chen/ }))
    expect(actions.addMember).toHaveBeenCalledExactlyOnceWith('wei', 'from_now')
  })

  it('changes nothing about the people of a direct room', async () => {
    const user = await panel('owner', 'direct')
    expect(screen.queryByRole('button', { name: 'Add people' })).toBeNull()
    expect(await optionsFor(user, 'mia')).toEqual(['View profile', 'All conversations'])
  })
})
