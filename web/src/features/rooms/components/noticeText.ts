import type { Entry } from '@/contract'
import { t } from '@/ground/i18n'
import { isolated } from '@/ui'
import { editWindowText } from './roomText'

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function changed(name: string, body: Record<string, unknown>): string {
  const title = text(body.title)
  if (title !== null) return t('rooms.notice.renamed', { name, title: isolated(title) })
  const window = body.edit_window_seconds
  if (window === null || typeof window === 'number') {
    return t('rooms.notice.window', { name, time: editWindowText(window) })
  }
  return t('rooms.notice.changed', { name })
}

/** What an entry about the room itself says, in one line; null for a kind that says nothing. */
export function noticeText(entry: Entry, nameOf: (id: string | null) => string): string | null {
  const name = nameOf(entry.author_id)
  const body = entry.body ?? {}
  const other = nameOf(text(body.account_id))
  switch (entry.kind) {
    case 'room.created': {
      const title = text(body.title)
      return title === null
        ? t('rooms.notice.created', { name })
        : t('rooms.notice.created_titled', { name, title: isolated(title) })
    }
    case 'room.changed':
      return changed(name, body)
    case 'member.added':
      return body.history === 'full'
        ? t('rooms.notice.added_full', { name, other })
        : t('rooms.notice.added_now', { name, other })
    case 'member.removed':
      return t('rooms.notice.removed', { name, other })
    case 'member.left':
      return t('rooms.notice.left', { name: nameOf(text(body.account_id) ?? entry.author_id) })
    case 'member.role_changed':
      return t('rooms.notice.role', { name, other, role: text(body.role) ?? 'member' })
    default:
      return null
  }
}
