import { describe, expect, it } from 'vitest'
import type { Entry } from '@/contract'
import type { EntryKind } from '@/ground/sync'
import { isMuted, isMutedForEver, muteChoices } from './mute'
import { noticeText } from './noticeText'
import { editWindowText } from './roomText'

const names: Record<string, string> = { ann: 'Ann', mara: 'Mara' }

function notice(kind: EntryKind, body: Record<string, unknown>): string | null {
  const entry = { kind, author_id: 'ann', body } as unknown as Entry
  const text = noticeText(entry, (id) => names[id ?? ''] ?? 'Somebody')
  return text === null ? null : text.replace(/[\u2068\u2069]/g, '')
}

describe('a notice says', () => {
  it.each<[EntryKind, Record<string, unknown>, string | null]>([
    ['room.created', { kind: 'direct' }, 'Ann started the conversation'],
    ['room.created', { kind: 'group', title: 'Launch' }, 'Ann created “Launch”'],
    ['room.changed', { title: 'Relaunch' }, 'Ann named the group “Relaunch”'],
    [
      'room.changed',
      { edit_window_seconds: null },
      'Ann changed how long messages can be edited: Without limit',
    ],
    [
      'room.changed',
      { edit_window_seconds: 3600 },
      'Ann changed how long messages can be edited: For 1 hour',
    ],
    [
      'member.added',
      { account_id: 'mara', history: 'full' },
      'Ann added Mara, who can read everything',
    ],
    [
      'member.added',
      { account_id: 'mara', history: 'from_now' },
      'Ann added Mara, who can read from here on',
    ],
    ['member.removed', { account_id: 'mara' }, 'Ann removed Mara'],
    ['member.left', { account_id: 'mara' }, 'Mara left'],
    ['member.role_changed', { account_id: 'mara', role: 'admin' }, 'Ann made Mara admin'],
    ['member.removed', { account_id: 'gone' }, 'Ann removed Somebody'],
    ['message', { text: 'hello' }, null],
  ])('%s %j', (kind, body, text) => {
    expect(notice(kind, body)).toBe(text)
  })
})

describe('the time for editing', () => {
  it.each([
    [0, 'Never'],
    [90, 'For 90 seconds'],
    [900, 'For 15 minutes'],
    [5400, 'For 90 minutes'],
    [86_400, 'For 1 day'],
    [null, 'Without limit'],
  ])('of %s seconds reads %j', (seconds, text) => {
    expect(editWindowText(seconds)).toBe(text)
  })
})

describe('muting', () => {
  const now = new Date(2026, 10, 23, 17, 30)

  it('ends after an hour, tomorrow at eight, in a week, or never', () => {
    const [hour, tomorrow, week, always] = muteChoices(now).map(({ until }) => new Date(until))
    expect(hour).toEqual(new Date(2026, 10, 23, 18, 30))
    expect(tomorrow).toEqual(new Date(2026, 10, 24, 8))
    expect(week).toEqual(new Date(2026, 10, 30, 17))
    expect(always?.getUTCFullYear()).toBe(9999)
  })

  it('is over when its time has come', () => {
    expect(isMuted('2026-11-23T16:00:00.000000Z', new Date('2026-11-23T16:00:00Z'))).toBe(false)
    expect(isMuted('2026-11-23T16:00:01.000000Z', new Date('2026-11-23T16:00:00Z'))).toBe(true)
    expect(isMuted(null)).toBe(false)
  })

  it('for ever is told from a date', () => {
    expect(muteChoices(now).map(({ until }) => isMutedForEver(until))).toEqual([
      false,
      false,
      false,
      true,
    ])
  })
})
