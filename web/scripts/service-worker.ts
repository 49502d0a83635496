import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'

export const SERVICE_WORKER = 'service-worker'

/** Fonts of alphabets that few read: they are kept when somebody has needed them, by the browser. */
const SELDOM = /inter-(?:cyrillic|greek|vietnamese)|\.map$|\.br$|^\/\.vite\//

/** Writes into the service worker which files the build has. A file that has changed changes the worker, which is how a browser notices. */
export function listFiles(): Plugin {
  let folder = ''
  return {
    name: 'parley:service-worker',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    writeBundle() {
      const worker = join(folder, `${SERVICE_WORKER}.js`)
      const script = readFileSync(worker, 'utf8')
      const all = filesIn(folder).filter((file) => file !== `/${SERVICE_WORKER}.js`)
      const files = all.filter((file) => !SELDOM.test(file))
      const hash = createHash('sha256').update(script)
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)))
      const build = JSON.stringify({ version: hash.digest('hex').slice(0, 16), files })
      if (!script.includes('__BUILD__')) throw new Error(`${worker} has no place for the build.`)
      writeFileSync(worker, script.replaceAll('__BUILD__', build))
    },
  }
}

/** Paths of every file below a folder as they stand in addresses, in order. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .toSorted()
}
