import { later } from './later'
import type { DialogProps, PaletteProps, SheetProps, StageProps } from './windows'

/** A window over the page that holds the focus until it is closed. */
export const Dialog = later<DialogProps>(async () => (await import('./windows')).Dialog)

/** A pane over the page, for what stands beside it on a wider screen or under a thumb. */
export const Sheet = later<SheetProps>(async () => (await import('./windows')).Sheet)

/** A window as large as the screen, for what is looked at. */
export const Stage = later<StageProps>(async () => (await import('./windows')).Stage)

/** A field and what it finds, over the page. */
export const Palette = later<PaletteProps>(async () => (await import('./windows')).Palette)
