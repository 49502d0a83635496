import { useState } from 'react'
import { useRoomKeys } from '@/features/rooms'
import { focusNextPlace, focusPlace, placeOfFocus, useShortcut } from '@/ground/keyboard'
import { shellKeys } from './shortcuts'

/** The keys that work on every page of who is signed in. */
export function useShellKeys() {
  const [isMapShown, showMap] = useState(false)
  useShortcut(shellKeys.map, () => showMap(!isMapShown), { inDialogs: isMapShown })
  useShortcut(shellKeys.nextPlace, () => focusNextPlace(1))
  useShortcut(shellKeys.previousPlace, () => focusNextPlace(-1))
  // What is open has heard the key before and kept it for itself.
  useShortcut(shellKeys.back, () => placeOfFocus() !== 'editor' && focusPlace('editor'))
  useRoomKeys()
  return { isMapShown, showMap }
}
