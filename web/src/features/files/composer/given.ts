import { dayOf, formatTime } from '@/ground/i18n'

/** What browsers call a picture that was copied, whatever it shows. */
const NAMELESS = /^image\.(\w+)$/

/** The files that a clipboard or a drag holds; none where it holds a text of which they are only another form. */
export function filesIn(given: DataTransfer): File[] {
  const files = [...given.files]
  // A copied table of a spreadsheet comes as text, as HTML and as a picture of itself.
  const isText = given.getData('text/html') !== '' && given.getData('text/plain').trim() !== ''
  return isText ? [] : files
}

/** A name by which a pasted picture can be told from the one before it. */
export function nameOf(file: File, at: Date): string {
  const [, extension] = NAMELESS.exec(file.name) ?? []
  if (extension === undefined) return file.name
  return `${dayOf(at)} ${formatTime(at).replace(/[:/\\]/g, '.')}.${extension}`
}
