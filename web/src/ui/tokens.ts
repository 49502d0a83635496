import type { MantineColorsTuple } from '@mantine/core'

/** A colour in each theme. */
export interface Shade {
  light: string
  dark: string
}

/** The accent. Index 7 is the fill in light; white on it has a contrast of 4.5. */
export const teal: MantineColorsTuple = [
  '#e6f5f3',
  '#cdebe6',
  '#a3dbd2',
  '#72c9bc',
  '#45c4b3',
  '#2bb5a3',
  '#0f9484',
  '#0b8577',
  '#09756a',
  '#06524a',
]

/** Neutrals in light; index 6 is what Mantine dims text with. */
export const gray: MantineColorsTuple = [
  '#f7f9f9',
  '#f0f3f3',
  '#e3e8e8',
  '#d6dddd',
  '#c3cccc',
  '#8d9898',
  '#5a6666',
  '#475252',
  '#303838',
  '#171c1c',
]

/** Neutrals in dark, light to dark; index 2 dims text, 4 draws borders, 7 is the page. */
export const dark: MantineColorsTuple = [
  '#e8ecec',
  '#c3cbcb',
  '#a0abab',
  '#8b9696',
  '#343c3d',
  '#2c3334',
  '#212728',
  '#171b1c',
  '#121617',
  '#0c0f10',
]

/** Colours by purpose: each becomes the CSS variable `--ui-<name>`. */
export const surfaces = {
  page: { light: '#ffffff', dark: '#171b1c' },
  pane: { light: '#fbfcfc', dark: '#121617' },
  raised: { light: '#f8fafa', dark: '#1c2122' },
  float: { light: '#ffffff', dark: '#212728' },
  hover: { light: '#f1f4f4', dark: '#1e2425' },
  line: { light: '#e3e8e8', dark: '#2b3233' },
  field: { light: '#c3cccc', dark: '#414b4c' },
  text: { light: '#171c1c', dark: '#e8ecec' },
  quiet: { light: '#5a6666', dark: '#a0abab' },
  accent: { light: '#0b8577', dark: '#2bb5a3' },
  'on-accent': { light: '#ffffff', dark: '#06201c' },
  'accent-hover': { light: '#09756a', dark: '#45c4b3' },
  'accent-text': { light: '#09756a', dark: '#45c4b3' },
  'accent-soft': { light: '#e6f5f3', dark: '#0f302c' },
  'accent-soft-hover': { light: '#d9efec', dark: '#143d38' },
  'accent-line': { light: '#72c9bc', dark: '#1d6a60' },
  warn: { light: '#b83c0b', dark: '#ffa94d' },
  'warn-line': { light: '#f2b8a0', dark: '#6d4a1f' },
  danger: { light: '#c9252d', dark: '#ff8787' },
  'danger-soft': { light: '#fdf0f0', dark: '#331c1d' },
  'warn-soft': { light: '#fff4ec', dark: '#2e2419' },
  'danger-fill': { light: '#c9252d', dark: '#c9252d' },
  'danger-fill-hover': { light: '#b01f26', dark: '#b01f26' },
  online: { light: '#2b8a3e', dark: '#51cf66' },
} as const satisfies Record<string, Shade>

/** Ground and letter of each avatar hue. */
export const faces: readonly { ground: Shade; letter: Shade }[] = [
  { ground: { light: '#ffe8d1', dark: '#6b2705' }, letter: { light: '#9a3f00', dark: '#ffd8a8' } },
  { ground: { light: '#f3d9fa', dark: '#46184f' }, letter: { light: '#7a2291', dark: '#eebefa' } },
  { ground: { light: '#d0ebff', dark: '#123a5e' }, letter: { light: '#1258a0', dark: '#a5d8ff' } },
  { ground: { light: '#ffe0e0', dark: '#641515' }, letter: { light: '#a81e1e', dark: '#ffc9c9' } },
  { ground: { light: '#c5f6fa', dark: '#0b3d47' }, letter: { light: '#0b6070', dark: '#99e9f2' } },
  { ground: { light: '#e9fac8', dark: '#2f4a08' }, letter: { light: '#41680b', dark: '#d8f5a2' } },
  { ground: { light: '#dbe4ff', dark: '#1f2c6b' }, letter: { light: '#2f47b0', dark: '#bac8ff' } },
  { ground: { light: '#ffdeeb', dark: '#54142f' }, letter: { light: '#a11c58', dark: '#fcc2d7' } },
  { ground: { light: '#c9ece7', dark: '#003c36' }, letter: { light: '#075e54', dark: '#9fe8dc' } },
  { ground: { light: '#fff0b8', dark: '#523a00' }, letter: { light: '#7a4d00', dark: '#ffec99' } },
]
