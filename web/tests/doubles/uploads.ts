import { vi } from 'vitest'
import type { Upload, Uploads } from '@/ground/uploads'

/** A file on its way, sent by half unless `changes` says otherwise. */
export function anUpload(changes: Partial<Upload> = {}): Upload {
  return {
    id: 'upload-1',
    order: 1,
    place: 'room',
    messageId: null,
    name: 'brief.pdf',
    sizeBytes: 2_048,
    mediaType: 'application/pdf',
    url: null,
    fileId: null,
    isPaused: false,
    error: null,
    status: 'sending',
    sentBytes: 1_024,
    ...changes,
  }
}

/** Uploads that stand still, and remember what was asked of them. */
export function standingUploads(shown: readonly Upload[] = []) {
  const done = () => vi.fn(() => Promise.resolve())
  const acts = {
    add: done(),
    pause: done(),
    resume: done(),
    retry: done(),
    drop: done(),
    claim: done(),
    destroy: done(),
  }
  const uploads = { ...acts, list: () => shown, subscribe: () => () => undefined }
  return { uploads: uploads as unknown as Uploads, acts }
}
