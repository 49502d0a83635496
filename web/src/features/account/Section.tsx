import { type ReactNode, useId } from 'react'
import classes from './pages/settings.module.css'

interface SectionProps {
  title: string
  lead?: string
  /** 1 for the first of a page, which names it. */
  level?: 1 | 2
  children: ReactNode
}

/** A titled part of a settings page. */
export function Section({ title, lead, level = 2, children }: SectionProps) {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div>
        <Heading id={id} className={classes.title}>
          {title}
        </Heading>
        {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  )
}
