import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { t } from '@/ground/i18n'
import { isolated } from '@/ui'
import classes from './cards.module.css'

export interface ExcerptProps {
  name: string
  children: ReactNode
}

/** How a text begins, folded until somebody wants more of it. */
export function Excerpt({ name, children }: ExcerptProps) {
  const region = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div id={region} className={classes.excerpt} data-folded={!isOpen || undefined}>
        {children}
      </div>
      <UnstyledButton
        className={classes.unfold}
        aria-expanded={isOpen}
        aria-controls={region}
        aria-label={
          isOpen
            ? t('files.fold_named', { name: isolated(name) })
            : t('files.unfold_named', { name: isolated(name) })
        }
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? t('files.fold') : t('files.unfold')}
      </UnstyledButton>
    </>
  )
}
