import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { useMe } from '@/features/session'
import { explain } from '@/ground/http'
import { toastError } from '@/ui'
import { Deletions } from './deletions'

const Context = createContext<Deletions | null>(null)

/** Carries out the deletions of the signed-in account, wherever one goes in the product meanwhile. */
export function DeletionsProvider({ children }: { children: ReactNode }) {
  const { id: accountId } = useMe()
  const [deletions, setDeletions] = useState<Deletions | null>(null)
  useEffect(() => {
    const started = new Deletions({
      accountId,
      onRefused: (error) => toastError(explain(error)),
    })
    setDeletions(started)
    return () => {
      setDeletions(null)
      started.stop()
    }
  }, [accountId])
  return deletions === null ? null : <Context value={deletions}>{children}</Context>
}

/** What can still be taken back. Only inside the signed-in area. */
export function useDeletions(): Deletions {
  const deletions = useContext(Context)
  if (deletions === null) throw new Error('useDeletions is used outside the signed-in area.')
  return deletions
}

/** Until when the deletion of a message can be taken back, in milliseconds since the epoch; null when it is not being deleted. */
export function useDeletionOf(roomId: string, seq: number): number | null {
  const deletions = useDeletions()
  return useSyncExternalStore(
    deletions.subscribe,
    () => deletions.list().find((one) => one.roomId === roomId && one.seq === seq)?.dueAt ?? null,
  )
}
