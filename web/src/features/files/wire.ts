import type { Entry, EntryState, ServerFrame } from '@/contract'
import { http } from '@/ground/http'

// What docs/wire.md says of files, in the shapes that the generated contract takes over.

export const FILE_KINDS = [
  'picture',
  'video',
  'audio',
  'pdf',
  'text',
  'document',
  'archive',
  'other',
] as const

export type FileKind = (typeof FILE_KINDS)[number]

export type FileState = 'waiting' | 'scanning' | 'clean' | 'refused' | 'unscannable' | 'purged'

export interface Preview {
  width: number | null
  height: number | null
  pages: number | null
  duration_ms: number | null
  has_thumbnail: boolean
  /** Whether there is a picture to look at: the re-encoded one, a poster, a first page. */
  has_display: boolean
  /** Whether it can be played in the page. */
  has_media: boolean
  /** How a text or a code begins: at most 4,000 characters. */
  text: string | null
  language: string | null
}

/** Bytes with a name that somebody has sent, and what was found out about them. */
export interface SharedFile {
  id: string
  account_id: string
  name: string
  size_bytes: number
  media_type: string
  kind: FileKind
  sha256: string
  state: FileState
  /** Why it is refused or could not be scanned; a permanent code. */
  reason: string | null
  created_at: string
  preview: Preview | null
  preview_state: 'waiting' | 'ready' | 'none'
}

/** A file as a panel lists it: where it hangs, and which of the files of its name it is. */
export interface FileRow {
  file: SharedFile
  room_id: string
  seq: number | null
  holder_kind: string
  account_id: string
  at: string
  version: number
  versions: number
}

/** `room_id` is null for its owner while it was sent nowhere. */
export interface FileFrame {
  type: 'file'
  room_id: string | null
  file: SharedFile
}

export interface FileRowPage {
  items: FileRow[]
  next: string | null
}

export const FILE_SORTS = ['newest', 'oldest', 'name', 'size'] as const

export interface FileQuery {
  kind?: FileKind | undefined
  account_id?: string | undefined
  q?: string | undefined
  sort?: (typeof FILE_SORTS)[number] | undefined
}

/** What a frame says of a file; null for every other frame. */
export function fileFrameOf(frame: ServerFrame | FileFrame): FileFrame | null {
  return frame.type === 'file' ? frame : null
}

/** The files of a message as they are now; none when it is deleted. */
export function filesOf(entry: Entry): readonly SharedFile[] {
  const state = entry.state as (EntryState & { files?: readonly SharedFile[] }) | null | undefined
  return state?.files ?? NONE
}

const NONE: readonly SharedFile[] = []

type Get = (
  target: string,
  input: { path?: Record<string, string>; query?: object; signal?: AbortSignal },
) => Promise<unknown>

/** A page of a room's files, or of all rooms'. Rejects with ApiError. */
export async function fetchRows(
  roomId: string | null,
  query: FileQuery & { cursor?: string | undefined; limit: number },
  signal: AbortSignal,
): Promise<FileRowPage> {
  const get = http.get as unknown as Get
  const page =
    roomId === null
      ? await get('/files', { query, signal })
      : await get('/rooms/{room_id}/files', { path: { room_id: roomId }, query, signal })
  return page as FileRowPage
}
