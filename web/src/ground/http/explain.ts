import { findMessage, t } from '@/ground/i18n'
import { isApiError } from './error'

/** What to tell a person about an error: the text of its code (`error.<code>`), else what the server said. */
export function explain(error: unknown): string {
  if (!isApiError(error)) return t('error.server')
  if (error.status === 0) return t('error.offline')
  if (error.status === 429) return t('error.too_many', { seconds: error.retryAfter ?? 60 })
  if (error.status >= 500) return t('error.server')
  return findMessage(`error.${error.code}`) ?? error.detail
}

/** What an error says about single fields of a form: `{email: "…"}`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!isApiError(error)) return {}
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(error.fields)) {
    if (typeof value === 'string') found[name] = value
    else if (Array.isArray(value) && typeof value[0] === 'string') found[name] = value[0]
  }
  return found
}
