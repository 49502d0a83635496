import { DirectionProvider, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import './styles.css'
import { cssVariablesResolver, theme } from './theme'

/** The design system around the whole client: theme, light or dark as the system says, writing direction from `<html dir>`. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
      >
        {children}
      </MantineProvider>
    </DirectionProvider>
  )
}
