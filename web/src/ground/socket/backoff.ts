const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * Milliseconds to wait before the attempt after `failures` failed ones: doubling from half a second to
 * thirty, each drawn evenly from the upper half of its span so that the clients of a server that comes
 * back do not all arrive at once.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const span = Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS)
  return span / 2 + (random() * span) / 2
}
