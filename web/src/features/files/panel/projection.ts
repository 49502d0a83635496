import type { InfiniteData } from '@tanstack/react-query'
import type { ServerFrame } from '@/contract'
import { type Applied, type ApplyContext, applied, bodyOf, type Projection } from '@/ground/sync'
import { type FileQuery, type FileRow, type FileRowPage, fileFrameOf, filesOf } from '../wire'

/** Files of a room, or of all rooms, in the order and with the filters of the query. */
export type CachedFiles = InfiniteData<FileRowPage, string | undefined>

type FilesKey = readonly ['files', string, FileQuery]

/** In the place of a room's id: the files of every room. */
const EVERYWHERE = 'everywhere'

export function filesKey(roomId: string | null, query: FileQuery): FilesKey {
  return ['files', roomId ?? EVERYWHERE, query]
}

/** Files after a frame: what changes or leaves at once, what is new by fetching it. */
export function applyToFiles(
  data: CachedFiles,
  frame: ServerFrame,
  { key }: ApplyContext,
): Applied<CachedFiles> {
  const [, place] = key as FilesKey
  const about = fileFrameOf(frame)
  if (about !== null) {
    return applied(
      withRows(data, (row) => [row.file.id === about.file.id ? { ...row, file: about.file } : row]),
    )
  }
  if (frame.type !== 'entry') return applied(data)
  const { entry } = frame
  if (place !== EVERYWHERE && place !== entry.room_id) return applied(data)
  const refetch = { kind: 'files', roomId: place } as const
  if (filesOf(entry).length > 0) return applied(data, refetch)
  const deleted = bodyOf(entry, 'message.deleted')
  if (deleted === null) return applied(data)
  const isGone = (row: FileRow) => row.room_id === entry.room_id && row.seq === deleted.seq
  if (!data.pages.some(({ items }) => items.some(isGone))) return applied(data)
  // Fetched all the same: the versions that are left are counted anew.
  return applied(
    withRows(data, (row) => (isGone(row) ? [] : [row])),
    refetch,
  )
}

export const filesProjection: Projection<CachedFiles> = {
  prefix: 'files',
  apply: applyToFiles,
  resume: () => 'refetch',
}

/** The same data when no row changes. */
function withRows(data: CachedFiles, change: (row: FileRow) => FileRow[]): CachedFiles {
  let isChanged = false
  const pages = data.pages.map((page) => {
    const items = page.items.flatMap(change)
    const isSame =
      items.length === page.items.length && items.every((row, at) => row === page.items[at])
    isChanged ||= !isSame
    return isSame ? page : { ...page, items }
  })
  return isChanged ? { ...data, pages } : data
}
