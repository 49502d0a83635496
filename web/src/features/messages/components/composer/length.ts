/** How many characters a message may still have: code points after NFC normalisation, as the server counts; negative when it is too long. */
export function remaining(text: string, limit: number): number {
  return limit - Array.from(text.normalize('NFC')).length
}
