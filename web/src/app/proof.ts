import { type Proof, setProof } from '@/ground/i18n'

/** What the interface is made to look like while developing; kept on this device. Preferences sets it. */
const KEY = 'parley.proof'

/** Letters that most fonts have, and that no English text is written with. */
const STRANGE: Record<string, string> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'î',
  n: 'ñ',
  o: 'ö',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  C: 'Ç',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ö',
  U: 'Ü',
  Y: 'Ý',
}

/** Texts of other languages are about that much longer than English ones (W3C, "Text size in translation"). */
const LONGER = 0.4

const PROOFS: Record<string, Proof> = {
  rtl: { direction: 'rtl' },
  long: { rewrite: strange },
}

/** Takes up what was chosen on this device. Only called where the installation is for development. */
export function takeUpProof(): void {
  setProof(PROOFS[localStorage.getItem(KEY) ?? ''] ?? {})
}

/** A text that is longer, and in letters that show which texts of the page did not come from the catalogue. */
function strange(words: string): string {
  const letters = words.replace(/[aceinouyACEINOUY]/g, (letter) => STRANGE[letter] ?? letter)
  const added = Math.round(words.trim().length * LONGER)
  return added > 1
    ? `${letters.trimEnd()}${'·'.repeat(added)}${/\s$/.exec(words)?.[0] ?? ''}`
    : letters
}
