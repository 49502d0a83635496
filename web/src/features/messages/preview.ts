const LONGEST = 400

/** What Markdown puts around words, to be left out; each keeps what stands inside. */
const MARKS: readonly [pattern: RegExp, inside: string][] = [
  [/^ {0,3}(```|~~~).*$/gm, ''],
  [/^ {0,3}([-*_])( *\1){2,} *$/gm, ''],
  [/^(\s*>)+ ?/gm, ''],
  [/^ {0,3}#{1,6} +/gm, ''],
  [/^\s*[-*+] +/gm, '• '],
  [/`+([^`]+)`+/g, '$1'],
  [/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1'],
  [/(\*\*\*|\*\*|\*|~~)(?=\S)([^*~]+?)(?<=\S)\1/g, '$2'],
  [/(?<![\p{L}\p{N}])(__|_)(?=\S)([^_]+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2'],
]

/** A sign that is meant as itself. It hides in the private part of Unicode while marks are looked for. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g
const PRIVATE = 0xe000

/**
 * A message as one line for a list of conversations: its words without the marks of Markdown. It reads the marks by
 * pattern where the message itself is parsed, so that the list needs no parser; what it mistakes shows as it was written.
 */
export function previewLine(markdown: string): string {
  const start = Array.from(markdown.slice(0, LONGEST * 2))
    .slice(0, LONGEST)
    .join('')
  const hidden = start.replace(ESCAPED, (_, sign: string) =>
    String.fromCharCode(sign.charCodeAt(0) + PRIVATE),
  )
  const words = MARKS.reduce((text, [pattern, inside]) => text.replace(pattern, inside), hidden)
  const shown = words.replace(/[\ue021-\ue07e]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - PRIVATE),
  )
  return shown.replace(/\s+/g, ' ').trim()
}
