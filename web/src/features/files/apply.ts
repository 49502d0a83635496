import type { Entry, ServerFrame } from '@/contract'
import { type FileFrame, fileFrameOf, filesOf } from './wire'

/** A loaded message after a frame about one of its files. The same object comes back when it has no such file. */
export function applyFileFrame(entry: Entry, frame: FileFrame): Entry {
  if (!entry.state || entry.room_id !== frame.room_id) return entry
  const files = filesOf(entry)
  if (!files.some(({ id }) => id === frame.file.id)) return entry
  const next = files.map((file) => (file.id === frame.file.id ? frame.file : file))
  return { ...entry, state: Object.assign({ ...entry.state }, { files: next }) }
}

/** Loaded messages after a frame, if it is about a file; null for every other frame. The same array comes back when none has it. */
export function applyToMessages(entries: Entry[], frame: ServerFrame): Entry[] | null {
  const about = fileFrameOf(frame)
  if (about === null) return null
  let isChanged = false
  const next = entries.map((entry) => {
    const changed = applyFileFrame(entry, about)
    isChanged ||= changed !== entry
    return changed
  })
  return isChanged ? next : entries
}
