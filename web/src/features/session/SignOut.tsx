import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { createContext, type ReactNode, type RefObject, useContext, useMemo, useState } from 'react'
import { explain, isApiError } from '@/ground/http'
import { t } from '@/ground/i18n'
import { useOutbox } from '@/ground/outbox'
import { useUploads } from '@/ground/uploads'
import { ConfirmDialog, toastError } from '@/ui'
import { session } from './actions'
import { forgetSession } from './session'

const Context = createContext<(() => Promise<void>) | null>(null)

/** Ends the session and clears what this device keeps of it; asks first while messages are unsent. */
export function useSignOut(): () => Promise<void> {
  const signOut = useContext(Context)
  if (!signOut) throw new Error('useSignOut is used outside the signed-in area.')
  return signOut
}

interface SignOutProviderProps {
  /** Set while this page signs out by itself: the server's word that the session has ended is no news then. */
  isLeaving: RefObject<boolean>
  children: ReactNode
}

/** Holds the question that signing out may have to ask. */
export function SignOutProvider({ isLeaving, children }: SignOutProviderProps) {
  const client = useQueryClient()
  const router = useRouter()
  const outbox = useOutbox()
  const uploads = useUploads()
  const [unsent, setUnsent] = useState(0)
  const [isAsking, setAsking] = useState(false)

  const { ask, end } = useMemo(() => {
    const end = async () => {
      isLeaving.current = true
      try {
        await session.end()
      } catch (error) {
        // An ended session is what was wanted.
        if (!isApiError(error) || error.status !== 401) {
          isLeaving.current = false
          toastError(explain(error))
          return
        }
      }
      await Promise.all([outbox.destroy(), uploads.destroy()])
      forgetSession(client)
      await router.invalidate()
    }
    const ask = async () => {
      const count = await outbox.countUnsent()
      if (count === 0) return end()
      setUnsent(count)
      setAsking(true)
    }
    return { ask, end }
  }, [client, router, outbox, uploads, isLeaving])

  return (
    <Context.Provider value={ask}>
      {children}
      <ConfirmDialog
        opened={isAsking}
        title={t('session.sign_out_unsent.title')}
        confirmLabel={t('session.sign_out_unsent.confirm')}
        cancelLabel={t('session.sign_out_unsent.stay')}
        destructive
        onConfirm={() => void end()}
        onClose={() => setAsking(false)}
      >
        {t('session.sign_out_unsent.body', { count: unsent })}
      </ConfirmDialog>
    </Context.Provider>
  )
}
