import { DetailedError, Upload } from 'tus-js-client'
import { ApiError, csrfHeaders, readProblem } from '@/ground/http'

/** One request carries so much: what is lost when it breaks, and how often the server has to answer. */
const CHUNK_BYTES = 8 * 1024 * 1024
/** A web server answers no more of what a problem says than this; longer is a page of something in between. */
const NO_BODY = [101, 204, 205, 304]

export interface TransferOptions {
  blob: Blob
  name: string
  mediaType: string
  /** Where an earlier try has left off; null begins anew. */
  url: string | null
  onUrl: (url: string) => void
  onProgress: (sentBytes: number) => void
  onWhole: (fileId: string) => void
  onError: (error: ApiError) => void
}

export interface Transfer {
  stop: () => void
}

/** Sends a file by the tus protocol 1.0, beginning with what the server does not have yet. It tries once: retrying is the caller's. */
export function transfer(options: TransferOptions): Transfer {
  const { blob, url } = options
  const upload = new Upload(blob, {
    endpoint: `${window.location.origin}/api/v1/uploads`,
    uploadUrl: url,
    chunkSize: CHUNK_BYTES,
    // What is known of an upload is kept beside its bytes.
    storeFingerprintForResuming: false,
    retryDelays: null,
    metadata: { filename: options.name, filetype: options.mediaType },
    onBeforeRequest: (request) => {
      for (const [name, value] of Object.entries(csrfHeaders())) request.setHeader(name, value)
    },
    onUploadUrlAvailable: () => {
      if (upload.url !== null) options.onUrl(upload.url)
    },
    onProgress: options.onProgress,
    onSuccess: () => options.onWhole(fileIdOf(upload.url ?? '')),
    onError: (error) => options.onError(apiErrorOf(error)),
  })
  upload.start()
  return { stop: () => void upload.abort() }
}

/** Tells the server to forget what it has of a file. Rejects with the library's error. */
export function terminate(url: string): Promise<void> {
  return Upload.terminate(url, { headers: csrfHeaders(), retryDelays: null })
}

/** The last part of an upload's address is the id of the file it becomes. */
function fileIdOf(url: string): string {
  return new URL(url, window.location.origin).pathname.split('/').at(-1) ?? ''
}

function apiErrorOf(error: Error): ApiError {
  const answer = error instanceof DetailedError ? error.originalResponse : null
  const status = answer?.getStatus() ?? 0
  if (answer === null || status === 0) {
    return new ApiError({ code: 'network.unreachable', status: 0, detail: error.message })
  }
  const body = answer.getBody()
  const headers = { 'Retry-After': answer.getHeader('Retry-After') ?? '' }
  const content = NO_BODY.includes(status) ? null : body
  return readProblem(new Response(content, { status, headers }), body)
}
