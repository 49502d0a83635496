import { useEffect, useRef } from 'react'
import type { Me } from '@/contract'
import type { MessageKey } from '@/ground/i18n'
import { isCharacter, isPressed } from './keys'
import { hasSingleKeys } from './singleKeys'

/** The parts of the keyboard map, in the order in which it shows them. */
export const GROUPS = ['general', 'rooms', 'list', 'messages', 'writing'] as const
export type KeyGroup = (typeof GROUPS)[number]

export interface Shortcut {
  group: KeyGroup
  /** Combinations, each of which does it: `Mod+K`. */
  keys: readonly string[]
  /** What it does, for the map. */
  label: MessageKey
  /** Answered by what has the focus, not everywhere on the page. */
  isLocal: boolean
  /** Whether it holds for somebody with these settings; for everybody where it is not said. */
  isFor?: (settings: Pick<Me, 'enter_sends'>) => boolean
}

type Definition = Pick<Shortcut, 'keys' | 'label' | 'isFor'>

const defined: Shortcut[] = []

/** Adds shortcuts that work everywhere on the page, once something binds them with `useShortcut`. */
export function defineShortcuts<Name extends string>(
  group: KeyGroup,
  definitions: Record<Name, Definition>,
): Record<Name, Shortcut> {
  return define(group, definitions, false)
}

/** Adds keys that the element with the focus answers by itself. */
export function defineLocalKeys<Name extends string>(
  group: KeyGroup,
  definitions: Record<Name, Definition>,
): Record<Name, Shortcut> {
  return define(group, definitions, true)
}

/** Everything the keyboard does, as the map shows it. */
export function allShortcuts(): readonly Shortcut[] {
  return defined
}

function define<Name extends string>(
  group: KeyGroup,
  definitions: Record<Name, Definition>,
  isLocal: boolean,
): Record<Name, Shortcut> {
  const made = {} as Record<Name, Shortcut>
  for (const [name, definition] of Object.entries<Definition>(definitions)) {
    const shortcut = { ...definition, group, isLocal }
    const taken = defined.find(
      (other) =>
        !isLocal && !other.isLocal && other.keys.some((one) => shortcut.keys.includes(one)),
    )
    if (taken) throw new Error(`${shortcut.label} has keys that already do ${taken.label}.`)
    defined.push(shortcut)
    made[name as Name] = shortcut
  }
  return made
}

interface Binding {
  shortcut: Shortcut
  inDialogs: boolean
  act: () => unknown
}

const bindings: Binding[] = []

interface Options {
  isEnabled?: boolean
  /** Also while a dialog holds the focus. */
  inDialogs?: boolean
}

/**
 * Does something when the keys of a shortcut are pressed anywhere on the page, as long as the component is there. Of several that
 * bind the same, the last one answers; one that answers false leaves the press to the others and to the browser.
 */
export function useShortcut(
  shortcut: Shortcut,
  act: () => unknown,
  { isEnabled = true, inDialogs = false }: Options = {},
): void {
  const current = useRef(act)
  useEffect(() => {
    current.current = act
  })
  useEffect(() => {
    if (!isEnabled) return
    return bind({ shortcut, inDialogs, act: () => current.current() })
  }, [shortcut, isEnabled, inDialogs])
}

function bind(binding: Binding): () => void {
  if (bindings.length === 0) window.addEventListener('keydown', answer)
  bindings.push(binding)
  return () => {
    bindings.splice(bindings.indexOf(binding), 1)
    if (bindings.length === 0) window.removeEventListener('keydown', answer)
  }
}

/** An event that somebody answered already, or that belongs to an input method, is left alone. */
function answer(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const inDialog = isOver(event.target) || document.querySelector('[aria-modal="true"]') !== null
  for (const { shortcut, inDialogs, act } of bindings.toReversed()) {
    if (inDialog && !inDialogs) continue
    if (!shortcut.keys.some((keys) => mayBe(event, keys))) continue
    if (act() === false) continue
    event.preventDefault()
    return
  }
}

/** Whether the press went to something over the page. It may be gone already: the press has perhaps closed it. */
function isOver(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[aria-modal="true"], [role="dialog"], [role="menu"]') !== null
  )
}

function mayBe(event: KeyboardEvent, keys: string): boolean {
  if (!isPressed(event, keys)) return false
  return !isCharacter(keys) || (hasSingleKeys() && !isField(event.target))
}

/** Whether typing there writes something. */
function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
