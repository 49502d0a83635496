import { VisuallyHidden } from '@mantine/core'
import { type KeyName, namesOf } from '@/ground/keyboard'
import classes from './Keys.module.css'

/** A combination of keys as this computer's keyboard shows them. */
export function Keys({ keys }: { keys: string }) {
  return (
    <kbd className={classes.keys} dir="ltr">
      {namesOf(keys).map((name) => (
        <Key key={name.name} {...name} />
      ))}
    </kbd>
  )
}

/** A sign such as ⌘ is read out by its name. */
function Key({ sign, name }: KeyName) {
  if (sign === name) return <kbd className={classes.key}>{sign}</kbd>
  return (
    <kbd className={classes.key}>
      <span aria-hidden="true">{sign}</span>
      <VisuallyHidden>{name}</VisuallyHidden>
    </kbd>
  )
}
