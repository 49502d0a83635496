import { useShortcut } from '@/ground/keyboard'
import { later } from '@/ui'
import { askToJump, useAskedToJump } from './asked'
import type { JumpProps } from './Jump'
import { jumpKeys } from './shortcuts'

const Jump = later<JumpProps>(async () => (await import('./Jump')).Jump)

/** The window that jumps to a room, a person or a page, with the keys that open it. */
export function JumpHost({ onShowKeys }: Pick<JumpProps, 'onShowKeys'>) {
  const isAsked = useAskedToJump()
  useShortcut(jumpKeys.jump, () => askToJump(!isAsked), { inDialogs: isAsked })
  return <Jump opened={isAsked} onClose={() => askToJump(false)} onShowKeys={onShowKeys} />
}
