// Prints what the first screen costs and refuses a build that is over the budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** Script a browser loads before the first room shows, gzipped. */
const BUDGET_BYTES = 250 * 1024
const ENTRIES = [
  'index.html',
  'src/features/messages/components/MessagesPage.tsx',
  'src/features/messages/components/Conversation.tsx',
]

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

/** An entry's files with everything they import statically. */
function closure(name, seen = new Set()) {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const imported of manifest[name].imports ?? []) closure(imported, seen)
  return seen
}

const chunks = new Set(ENTRIES.flatMap((name) => [...closure(name)]))
const size = (file) => gzipSync(readFileSync(new URL(file, dist))).length
const kib = (bytes) => `${(bytes / 1024).toFixed(1).padStart(7)} KiB`

let script = 0
let style = 0
for (const name of chunks) {
  const { file, css = [] } = manifest[name]
  script += size(file)
  style += css.reduce((sum, sheet) => sum + size(sheet), 0)
  console.log(`${kib(size(file))}  ${file}`)
}
console.log(
  `${kib(script)}  script of the first screen, gzipped (at most ${BUDGET_BYTES / 1024} KiB)`,
)
console.log(`${kib(style)}  style`)
if (script > BUDGET_BYTES) {
  console.error('The first screen is over its budget: load what it does not need with import().')
  process.exitCode = 1
}
