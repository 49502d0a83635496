import type { ReactNode } from 'react'
import type { AccountBrief } from '@/contract'
import { OnlineFace } from './OnlineFace'
import classes from './PersonLine.module.css'

interface PersonLineProps {
  person: AccountBrief
  /** Stands after the name, such as a role. */
  mark?: ReactNode
  /** Instead of the headline. */
  detail?: ReactNode
}

/** A face, a name and a line about the person. */
export function PersonLine({ person, mark, detail }: PersonLineProps) {
  const line = detail ?? person.headline
  return (
    <span className={classes.root}>
      <OnlineFace account={person} />
      <span className={classes.text}>
        <span className={classes.top}>
          <span className={classes.name} dir="auto">
            {person.display_name}
          </span>
          {mark}
        </span>
        {line === '' ? null : (
          <span className={classes.line} dir="auto">
            {line}
          </span>
        )}
      </span>
    </span>
  )
}
