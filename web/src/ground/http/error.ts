/** What the server, or the way to it, refused. `code` is one of docs/errors.md, or `network.unreachable` with status 0. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly fields: Record<string, unknown>
  /** Seconds the server asked to wait, or null. */
  readonly retryAfter: number | null

  constructor(problem: {
    code: string
    status: number
    detail: string
    fields?: Record<string, unknown>
    retryAfter?: number | null
  }) {
    super(`${problem.code}: ${problem.detail}`)
    this.code = problem.code
    this.status = problem.status
    this.detail = problem.detail
    this.fields = problem.fields ?? {}
    this.retryAfter = problem.retryAfter ?? null
  }

  /** Whether the same request can succeed later: no answer, a timeout, too many requests, or a fault of the server. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
  }

  /** Milliseconds to wait before the given retry (0 is the first): doubling from one second to thirty, or as the server asks. */
  delayBefore(retry: number): number {
    return Math.max(Math.min(1000 * 2 ** retry, 30_000), (this.retryAfter ?? 0) * 1000)
  }
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}

/** Reads an RFC 9457 answer; one that is not (a proxy's page) becomes `http.<status>`. */
export function readProblem(response: Response, text: string): ApiError {
  const problem = readJson(text)
  return new ApiError({
    status: response.status,
    code: typeof problem.code === 'string' ? problem.code : `http.${response.status}`,
    detail: typeof problem.detail === 'string' ? problem.detail : response.statusText,
    fields: isRecord(problem.fields) ? problem.fields : {},
    retryAfter: readRetryAfter(response.headers.get('Retry-After')),
  })
}

function readJson(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) ? body : {}
  } catch {
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** RFC 9110 §10.2.3: seconds or a date. */
function readRetryAfter(header: string | null): number | null {
  if (!header) return null
  if (/^\d+$/.test(header)) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000))
}
