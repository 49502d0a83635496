import { Outlet } from '@tanstack/react-router'
import { DemoBanner } from '@/features/demo'
import { Announcer } from '@/ground/announce'
import { SkipLinks } from './SkipLinks'
import classes from './shell.module.css'
import { useKeyboardRoom } from './useKeyboardRoom'
import { useProof } from './useProof'

/** What stands on every page. */
export function Root() {
  useKeyboardRoom()
  useProof()
  return (
    <div className={classes.root}>
      <SkipLinks />
      <DemoBanner />
      <div className={classes.page}>
        <Outlet />
      </div>
      <Announcer />
    </div>
  )
}
