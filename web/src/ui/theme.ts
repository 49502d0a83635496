import {
  ActionIcon,
  Badge,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type VariantColorsResolver,
} from '@mantine/core'
import { dark, faces, gray, type Shade, surfaces, teal } from './tokens'

/** Longest motion in the product, in milliseconds; `respectReducedMotion` turns it off for whoever asks. */
export const MOTION_MS = 120

const floats = { transitionProps: { duration: MOTION_MS, transition: 'fade' as const } }

/** Fills whose letters can be read in both themes: Mantine decides on black or white from the light one alone. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input)
  if (input.variant !== 'filled') return resolved
  const color = input.color ?? input.theme.primaryColor
  if (color === 'teal') {
    return {
      ...resolved,
      background: 'var(--ui-accent)',
      hover: 'var(--ui-accent-hover)',
      color: 'var(--ui-on-accent)',
    }
  }
  if (color === 'red') {
    return {
      ...resolved,
      background: 'var(--ui-danger-fill)',
      hover: 'var(--ui-danger-fill-hover)',
    }
  }
  return resolved
}

export const theme = createTheme({
  colors: { teal, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 5 },
  variantColorResolver,
  white: '#ffffff',
  black: surfaces.text.light,
  // Emoji before the system's fonts: many of those draw some of them in black and white.
  fontFamily:
    '"Inter Variable", "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '22px', xl: '26px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '18px', lineHeight: '26px' } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { variant: 'filled', color: 'teal' } }),
    // By name only: their code loads after the first paint.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', ...floats } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md', ...floats } },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        ...floats,
        events: { hover: true, focus: true, touch: false },
      },
    },
    InputWrapper: Input.Wrapper.extend({
      styles: { label: { fontSize: 13 }, description: { fontSize: 12 }, error: { fontSize: 12 } },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
  },
})

function shades(theme: keyof Shade): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, shade] of Object.entries(surfaces)) variables[`--ui-${name}`] = shade[theme]
  faces.forEach((face, hue) => {
    variables[`--ui-face-${hue}`] = face.ground[theme]
    variables[`--ui-face-${hue}-letter`] = face.letter[theme]
  })
  return {
    ...variables,
    '--mantine-color-body': surfaces.page[theme],
    '--mantine-color-text': surfaces.text[theme],
    '--mantine-color-dimmed': surfaces.quiet[theme],
    '--mantine-color-placeholder': surfaces.quiet[theme],
    '--mantine-color-anchor': surfaces['accent-text'][theme],
    '--mantine-color-error': surfaces.danger[theme],
    '--mantine-color-default-border': surfaces.field[theme],
    '--mantine-color-default': surfaces.float[theme],
    '--mantine-primary-color-filled': surfaces.accent[theme],
    '--mantine-primary-color-filled-hover': surfaces['accent-hover'][theme],
    '--mantine-primary-color-contrast': surfaces['on-accent'][theme],
    '--mantine-primary-color-light-color': surfaces['accent-text'][theme],
    '--mantine-color-teal-light-color': surfaces['accent-text'][theme],
    '--mantine-color-teal-light': surfaces['accent-soft'][theme],
    '--mantine-color-teal-light-hover': surfaces['accent-soft-hover'][theme],
    '--mantine-primary-color-light': surfaces['accent-soft'][theme],
    '--mantine-primary-color-light-hover': surfaces['accent-soft-hover'][theme],
    '--mantine-color-teal-text': surfaces['accent-text'][theme],
    '--mantine-color-gray-light-color': surfaces.text[theme],
    '--mantine-color-gray-text': surfaces.text[theme],
    '--mantine-color-red-light-color': surfaces.danger[theme],
    '--mantine-color-red-light': surfaces['danger-soft'][theme],
    '--mantine-color-red-light-hover': surfaces['danger-soft'][theme],
    '--mantine-color-red-text': surfaces.danger[theme],
  }
}

/** Writes the tokens as CSS variables beside Mantine's own. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--ui-motion': `${MOTION_MS}ms` },
  light: shades('light'),
  dark: shades('dark'),
})
