import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'

/**
 * The secret of a mailed link, from after the `#`, where it reaches no server's log, or from `?token=`.
 * Null when the address had none. It stays while the page is left: the address changes before the page does.
 */
export function useLinkToken(): string | null {
  const { hash, searchStr } = useLocation()
  const found =
    new URLSearchParams(hash).get('token') ?? new URLSearchParams(searchStr).get('token')
  const [token, setToken] = useState(found)
  if (found !== null && found !== token) setToken(found)
  return token
}
