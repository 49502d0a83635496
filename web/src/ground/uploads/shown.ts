import type { StoredUpload } from './store'

/** A file that somebody chose. */
export interface ChosenFile {
  blob: Blob
  name: string
}

/** A file on its way, as it is shown. */
export interface Upload extends StoredUpload {
  /** `waiting`: for a server that does not answer. */
  status: 'queued' | 'sending' | 'waiting' | 'paused' | 'whole' | 'failed'
  sentBytes: number
}

/** How far a file has come, and whether it waits for the server to be there again. */
export interface Progress {
  sentBytes: number
  isWaiting: boolean
}

export function shownUpload(upload: StoredUpload, progress: Progress | undefined): Upload {
  const { fileId, sizeBytes } = upload
  const sentBytes = fileId === null ? (progress?.sentBytes ?? 0) : sizeBytes
  return { ...upload, sentBytes, status: statusOf(upload, progress) }
}

function statusOf(
  { fileId, error, isPaused }: StoredUpload,
  progress: Progress | undefined,
): Upload['status'] {
  if (fileId !== null) return 'whole'
  if (error !== null) return 'failed'
  if (isPaused) return 'paused'
  if (progress === undefined) return 'queued'
  return progress.isWaiting ? 'waiting' : 'sending'
}
