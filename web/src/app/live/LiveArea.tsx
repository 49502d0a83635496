import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Me } from '@/contract'
import { DeletionsProvider } from '@/features/messages'
import { forgetLoaded, MeProvider, meQuery } from '@/features/session'
import { OutboxProvider } from '@/ground/outbox'
import { SyncProvider } from '@/ground/sync'
import { UploadsProvider } from '@/ground/uploads'
import { Live } from './live'

interface LiveAreaProps {
  me: Me
  /** The server has ended the session. */
  onEnded: () => void
  children: ReactNode
}

/** Keeps the live side of an account running around everything that only a signed-in person sees. */
export function LiveArea({ me, onEnded, children }: LiveAreaProps) {
  const client = useQueryClient()
  const [live, setLive] = useState<Live | null>(null)
  const meId = me.id
  useEffect(() => {
    const started = new Live({ client, meId, onEnded })
    setLive(started)
    return () => {
      setLive(null)
      // Signed out, or somebody else: then nothing stays to be read on this device.
      const isStillOurs = client.getQueryData(meQuery.queryKey)?.id === meId
      void (isStillOurs ? started.stop() : started.forget())
      // Nothing is left that could ask for it again, and what another account loads must not meet it.
      forgetLoaded(client)
    }
  }, [client, meId, onEnded])
  if (live === null) return null
  return (
    <MeProvider value={me}>
      <SyncProvider value={live.sync}>
        <OutboxProvider value={live.outbox}>
          <UploadsProvider value={live.uploads}>
            <DeletionsProvider>{children}</DeletionsProvider>
          </UploadsProvider>
        </OutboxProvider>
      </SyncProvider>
    </MeProvider>
  )
}
