import type { NotificationsProps } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { later } from '@/ui'

const Notifications = later<NotificationsProps>(
  async () => (await import('@mantine/notifications')).Notifications,
)

/** Where what is said briefly appears. What is said before `calm` waits for it. */
export function Toasts({ calm }: { calm: Promise<void> }) {
  const [isCalm, setCalm] = useState(false)
  useEffect(() => {
    void calm.then(() => setCalm(true))
  }, [calm])
  return isCalm ? <Notifications position="bottom-right" /> : null
}
