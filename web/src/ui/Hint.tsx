import type { TooltipProps } from '@mantine/core'
import { later } from './later'

/** A few words about what the pointer or the focus is on. They never stand in for its name. */
export const Hint = later<TooltipProps>(
  async () => (await import('./Tooltip')).Tooltip,
  ({ children }) => children,
)
