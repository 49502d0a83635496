import {
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMusic,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react'
import type { FileKind } from './wire'

const ICONS = {
  picture: IconPhoto,
  video: IconVideo,
  audio: IconMusic,
  pdf: IconFileTypePdf,
  text: IconFileText,
  document: IconFileText,
  archive: IconFileZip,
  other: IconFile,
} as const satisfies Record<FileKind, unknown>

/** The kind of a file as a sign; its name stands beside it. */
export function KindIcon({ kind, size = 22 }: { kind: FileKind; size?: number }) {
  const Icon = ICONS[kind]
  return <Icon size={size} aria-hidden="true" />
}

const ARCHIVES = /\b(?:zip|gzip|x-tar|x-7z-compressed|x-rar-compressed|vnd\.rar)\b/

/** The kind that a browser's word about a file lets one expect, until the server has looked into it. */
export function expectedKind(mediaType: string): FileKind {
  const [top] = mediaType.split('/')
  if (top === 'image') return 'picture'
  if (top === 'video' || top === 'audio' || top === 'text') return top
  if (mediaType === 'application/pdf') return 'pdf'
  return ARCHIVES.test(mediaType) ? 'archive' : 'other'
}
