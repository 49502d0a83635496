/** A name made safe to stand in a sentence of another writing direction (Unicode isolates U+2068 and U+2069). */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
