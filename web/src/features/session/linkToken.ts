import { useLocation } from '@tanstack/react-router'

/**
 * The secret of a mailed link, from after the `#`, where it reaches no server's log, or from `?token=`.
 * Null when the address has none.
 */
export function useLinkToken(): string | null {
  const { hash, searchStr } = useLocation()
  return new URLSearchParams(hash).get('token') ?? new URLSearchParams(searchStr).get('token')
}
