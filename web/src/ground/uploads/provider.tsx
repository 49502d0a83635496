import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Upload } from './shown'
import type { Uploads } from './uploads'

const Context = createContext<Uploads | null>(null)

export const UploadsProvider = Context.Provider

/** The uploads of the signed-in account. Only inside the signed-in area. */
export function useUploads(): Uploads {
  const uploads = useContext(Context)
  if (!uploads) throw new Error('useUploads is used outside the signed-in area.')
  return uploads
}

/** The files that stand in the composer of a room or a topic. */
export function useUploadsAt(place: string): readonly Upload[] {
  const uploads = useUploads()
  const all = useSyncExternalStore(uploads.subscribe, uploads.list)
  return useMemo(
    () => all.filter((upload) => upload.place === place && upload.messageId === null),
    [all, place],
  )
}

/** The files that a message on its way goes out with. */
export function useUploadsOf(ids: readonly string[]): readonly Upload[] {
  const uploads = useUploads()
  const all = useSyncExternalStore(uploads.subscribe, uploads.list)
  return useMemo(() => all.filter(({ id }) => ids.includes(id)), [all, ids])
}
