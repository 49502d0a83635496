import type { AckFrame, ErrorFrame, MessageSendFrame } from '@/contract'
import { ApiError } from '@/ground/http'
import { newId } from '@/ground/ids'

/** Longest wait for an `ack`; after it the request counts as unanswered, and `client_id` makes repeating it safe. */
const ANSWER_WITHIN_MS = 15_000

interface Waiting {
  resolve: (ack: AckFrame) => void
  reject: (error: ApiError) => void
  timer: ReturnType<typeof setTimeout>
}

/** Frames that the server answers, matched to their answers by `request_id`. */
export class SocketRequests {
  private readonly waiting = new Map<string, Waiting>()
  private readonly send: (frame: MessageSendFrame) => boolean

  constructor(send: (frame: MessageSendFrame) => boolean) {
    this.send = send
  }

  /** Null when the connection does not stand, so that the caller can use HTTP. Rejects with ApiError. */
  ask(frame: Omit<MessageSendFrame, 'request_id'>): Promise<AckFrame> | null {
    const requestId = newId()
    if (!this.send({ ...frame, request_id: requestId })) return null
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(requestId)?.reject(unanswered()), ANSWER_WITHIN_MS)
      this.waiting.set(requestId, { resolve, reject, timer })
    })
  }

  acknowledged(ack: AckFrame): void {
    this.settle(ack.request_id)?.resolve(ack)
  }

  refused(frame: ErrorFrame): void {
    if (!frame.request_id) return
    this.settle(frame.request_id)?.reject(
      new ApiError({
        code: frame.code,
        status: statusOf(frame.code),
        detail: frame.detail,
        fields: frame.fields ?? {},
        retryAfter: frame.retry_after,
      }),
    )
  }

  /** The connection is gone, and every answer with it. */
  lost(): void {
    for (const requestId of [...this.waiting.keys()]) this.settle(requestId)?.reject(unanswered())
  }

  private settle(requestId: string): Waiting | undefined {
    const found = this.waiting.get(requestId)
    this.waiting.delete(requestId)
    clearTimeout(found?.timer)
    return found
  }
}

function unanswered(): ApiError {
  return new ApiError({ code: 'network.unreachable', status: 0, detail: 'No answer came.' })
}

/** The status HTTP would have given: the socket sends only the code, and what matters is whether to try again. */
function statusOf(code: string): number {
  if (code.startsWith('server.')) return 503
  return code.endsWith('rate_limited') || code.endsWith('_limit') ? 429 : 422
}
