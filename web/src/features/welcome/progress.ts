import { useSyncExternalStore } from 'react'
import type { Me } from '@/contract'

/** The steps in which somebody new says who they are, in their order. */
export const STEPS = ['who', 'what', 'where'] as const
export type Step = (typeof STEPS)[number]

/** Whether the profile says already what a step asks for. */
const IS_TOLD: Record<Step, (me: Me) => boolean> = {
  who: ({ headline }) => headline !== '',
  what: ({ skills, about }) => skills.length > 0 || about !== '',
  where: ({ country }) => country !== null,
}

export function toldSteps(me: Me): Step[] {
  return STEPS.filter((step) => IS_TOLD[step](me))
}

/** Where somebody goes on who left in the middle; null when nothing is left to tell. */
export function nextStep(me: Me): Step | null {
  return STEPS.find((step) => !IS_TOLD[step](me)) ?? null
}

const listeners = new Set<() => void>()

function keyOf(accountId: string): string {
  return `parley.welcome-put-away.${accountId}`
}

/** The reminder of what is left to tell goes away on this device, for good. */
export function putAway(accountId: string): void {
  localStorage.setItem(keyOf(accountId), 'yes')
  for (const listener of listeners) listener()
}

export function useIsPutAway(accountId: string): boolean {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(keyOf(accountId)) !== null)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
