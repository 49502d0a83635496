import type { Entry } from '@/contract'
import { t } from '@/ground/i18n'
import { type Bodies, bodyOf } from '@/ground/sync'
import { isolated } from '@/ui'
import { editWindowText } from './roomText'

type NameOf = (id: string | null) => string

function created(name: string, { title }: Bodies['room.created']): string {
  return title
    ? t('rooms.notice.created_titled', { name, title: isolated(title) })
    : t('rooms.notice.created', { name })
}

function changed(name: string, change: Bodies['room.changed']): string {
  const { title, edit_window_seconds: window } = change
  if (title) return t('rooms.notice.renamed', { name, title: isolated(title) })
  return window === undefined
    ? t('rooms.notice.changed', { name })
    : t('rooms.notice.window', { name, time: editWindowText(window) })
}

function added(name: string, other: string, { history }: Bodies['member.added']): string {
  return history === 'full'
    ? t('rooms.notice.added_full', { name, other })
    : t('rooms.notice.added_now', { name, other })
}

/** What an entry about the room itself says, in one line; null for a kind that says nothing. */
export function noticeText(entry: Entry, nameOf: NameOf): string | null {
  const name = nameOf(entry.author_id)
  const room = bodyOf(entry, 'room.created')
  if (room !== null) return created(name, room)
  const change = bodyOf(entry, 'room.changed')
  if (change !== null) return changed(name, change)
  const newcomer = bodyOf(entry, 'member.added')
  if (newcomer !== null) return added(name, nameOf(newcomer.account_id), newcomer)
  const removed = bodyOf(entry, 'member.removed')
  if (removed !== null)
    return t('rooms.notice.removed', { name, other: nameOf(removed.account_id) })
  const left = bodyOf(entry, 'member.left')
  if (left !== null) return t('rooms.notice.left', { name: nameOf(left.account_id) })
  const promoted = bodyOf(entry, 'member.role_changed')
  if (promoted === null) return null
  const { account_id, role } = promoted
  return t('rooms.notice.role', { name, other: nameOf(account_id), role })
}
