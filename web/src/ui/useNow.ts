import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** The current time, told again at each full minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = window.setTimeout(
      () => setNow(new Date()),
      MINUTE_MS - (now.getTime() % MINUTE_MS) + 20,
    )
    return () => window.clearTimeout(timer)
  }, [now])
  return now
}
