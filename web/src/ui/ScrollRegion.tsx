import { Box, type BoxProps } from '@mantine/core'
import type { ComponentPropsWithoutRef, Ref } from 'react'
import classes from './ScrollRegion.module.css'

interface ScrollRegionProps
  extends BoxProps,
    Omit<ComponentPropsWithoutRef<'div'>, keyof BoxProps | 'role' | 'tabIndex'> {
  /** Name of the region: whoever comes to it with the Tab key hears what scrolls here. */
  label: string
  ref?: Ref<HTMLDivElement>
}

/** A part of the page that scrolls by itself, by keyboard too. */
export function ScrollRegion({ label, ref, className, ...rest }: ScrollRegionProps) {
  return (
    <Box
      {...rest}
      ref={ref}
      role="region"
      aria-label={label}
      tabIndex={0}
      className={className === undefined ? classes.root : `${classes.root} ${className}`}
    />
  )
}
