import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** The current time, told again at each full minute, or at each full `step` milliseconds. */
export function useNow(step: number = MINUTE_MS): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = window.setTimeout(() => setNow(new Date()), step - (now.getTime() % step) + 20)
    return () => window.clearTimeout(timer)
  }, [now, step])
  return now
}
