import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'
import { Face } from '@/ui'
import classes from './OwnMenu.module.css'

/** The button of one's own menu. */
export function OwnFace(props: ComponentProps<'button'>) {
  const me = useMe()
  return (
    <UnstyledButton {...props} className={classes.face}>
      <Face id={me.id} name={me.display_name} size={32} />
      <VisuallyHidden>{t('app.own_menu', { name: me.display_name })}</VisuallyHidden>
    </UnstyledButton>
  )
}
