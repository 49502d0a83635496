import { useNavigate, useSearch } from '@tanstack/react-router'

/** What the side pane can show. */
export const PANELS = ['details', 'people', 'topics', 'pins', 'files'] as const

export type Panel = (typeof PANELS)[number]

/** Which panel the address asks for, and how to close it. */
export function useSidePanel() {
  const { panel } = useSearch({ strict: false })
  const navigate = useNavigate()
  const show = (next: Panel | undefined) =>
    navigate({ to: '.', search: (before) => ({ ...before, panel: next }), replace: true })
  return { panel, show, close: () => show(undefined) }
}
