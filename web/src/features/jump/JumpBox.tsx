import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { t } from '@/ground/i18n'
import { ariaKeys } from '@/ground/keyboard'
import { Keys } from '@/ui'
import { askToJump } from './asked'
import classes from './JumpBox.module.css'
import { jumpKeys } from './shortcuts'

/** Looks like the search field it opens; on a narrow screen only its glass is left. */
export function JumpBox() {
  const [keys = ''] = jumpKeys.jump.keys
  return (
    <UnstyledButton
      className={classes.box}
      aria-haspopup="dialog"
      aria-keyshortcuts={ariaKeys(jumpKeys.jump.keys)}
      onClick={() => askToJump(true)}
    >
      <IconSearch size={16} aria-hidden="true" className={classes.glass} />
      <span className={classes.word}>{t('jump.open')}</span>
      <span className={classes.keys} aria-hidden="true">
        <Keys keys={keys} />
      </span>
    </UnstyledButton>
  )
}
