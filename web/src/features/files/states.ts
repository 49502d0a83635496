import { findMessage, t } from '@/ground/i18n'
import type { SharedFile } from './wire'

/** Whether its bytes may be had without a warning. */
export function isOpenable({ state }: SharedFile): boolean {
  return state === 'clean'
}

/** Whether there is something of it to be looked at in the viewer. */
export function isViewable(file: SharedFile): boolean {
  const { kind, preview } = file
  if (!isOpenable(file) || preview === null) return false
  if (kind === 'video') return preview.has_media
  return (kind === 'picture' || kind === 'pdf') && preview.has_display
}

/** Whether it is drawn as a picture: at once, in the place that its picture will take. */
export function isPicture({ kind, state, preview_state: preview }: SharedFile): boolean {
  const isComing = state === 'waiting' || state === 'scanning' || state === 'clean'
  return kind === 'picture' && isComing && preview !== 'none'
}

/** What stands in the way of opening a file; null where nothing does. */
export function stateText({ state, reason }: SharedFile): string | null {
  const why = reason === null ? null : findMessage(`files.reason.${reason}`)
  switch (state) {
    case 'waiting':
    case 'scanning':
      return t('files.checking')
    case 'refused':
      return t('files.refused', { why: why ?? t('files.reason.malware') })
    case 'unscannable':
      return t('files.unscannable', { why: why ?? t('files.reason.unsupported') })
    case 'purged':
      return t('files.purged')
    case 'clean':
      return null
  }
}
