import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

/** Long enough to skip the letters of a fast typist. */
const SETTLE_MS = 180

/** What the list is searched for: as it is typed here, and in the address once the typing pauses. */
export function useListText() {
  const { q: addressed = '' } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [text, setText] = useState(addressed)
  const [settled] = useDebouncedValue(text.trim(), SETTLE_MS)
  const written = useRef(addressed)

  useEffect(() => {
    if (settled === written.current) return
    written.current = settled
    const search = { q: settled === '' ? undefined : settled }
    void navigate({ to: '.', search: (before) => ({ ...before, ...search }), replace: true })
  }, [settled, navigate])
  useEffect(() => {
    // Not what was written from here: somebody went back, or followed a link.
    if (addressed === written.current) return
    written.current = addressed
    setText(addressed)
  }, [addressed])
  return { text, setText }
}
