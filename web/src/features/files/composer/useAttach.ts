import { useConfig } from '@/features/session'
import { t } from '@/ground/i18n'
import { useUploads, useUploadsAt } from '@/ground/uploads'
import { isolated, toastError } from '@/ui'
import { formatSize } from '../sizes'
import { nameOf } from './given'

/** Until the installation has said its own limits. */
const USUAL_BYTES = 1024 ** 3
const USUAL_FILES = 10

/** Puts chosen files into the composer of a room or a topic, as many and as large as a message may have. */
export function useAttach(place: string): (files: readonly File[]) => void {
  const uploads = useUploads()
  const { length: there } = useUploadsAt(place)
  const config = useConfig()
  const mostBytes = config?.max_file_bytes ?? USUAL_BYTES
  const mostFiles = config?.max_message_files ?? USUAL_FILES
  return (files) => {
    const taken = files.slice(0, Math.max(0, mostFiles - there))
    if (taken.length < files.length) toastError(t('files.too_many', { count: mostFiles }))
    const limit = formatSize(mostBytes)
    for (const { name } of taken.filter(({ size }) => size > mostBytes)) {
      toastError(t('files.too_large', { name: isolated(name), limit }))
    }
    const now = new Date()
    const chosen = taken
      .filter(({ size }) => size <= mostBytes)
      .map((file) => ({ blob: file, name: nameOf(file, now) }))
    if (chosen.length > 0) void uploads.add(place, chosen)
  }
}
