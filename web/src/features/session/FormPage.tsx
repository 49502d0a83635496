import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '@/ground/i18n'
import classes from './FormPage.module.css'

interface FormPageProps {
  title: string
  lead?: string
  /** Above the title, such as how far one has come. */
  head?: ReactNode
  children: ReactNode
  /** Where else one may want to go, under the card. */
  foot?: ReactNode
}

/** A page with one form on a card, as it stands before one is signed in. */
export function FormPage({ title, lead, head, children, foot }: FormPageProps) {
  return (
    <main id="main" className={classes.page}>
      <Link to="/" className={classes.brand}>
        <img src="/favicon.svg" alt="" width={32} height={32} />
        {t('app.name')}
      </Link>
      <div className={classes.card}>
        {head === undefined ? null : <div className={classes.head}>{head}</div>}
        <h1 className={classes.title}>{title}</h1>
        {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        <div className={classes.content}>{children}</div>
      </div>
      {foot === undefined ? null : <div className={classes.foot}>{foot}</div>}
    </main>
  )
}
