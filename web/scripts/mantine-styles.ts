import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Plugin } from 'vite'

const WHOLE = '@import "@mantine/core/styles.css";'
const IMPORTED = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+["']@mantine\/core["']/g
const FROM = /import\s+\{([^}]*)\}\s+from\s+["'](\.[^"']+\.mjs)["']/g
/** Needed by whatever is drawn. */
const ALWAYS = ['baseline', 'default-css-variables', 'global', 'UnstyledButton']

/**
 * Takes of Mantine's style sheet, which has the styles of a hundred components, only what the components need that the source
 * imports, in the order in which Mantine has them. The rest would be half of all that a browser has to have before it draws.
 */
export function mantineStyles(root: string): Plugin {
  return {
    name: 'parley:mantine-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('.css') || !code.includes(WHOLE)) return null
      const imports = usedStyles(root).map((name) => `@import "@mantine/core/styles/${name}.css";`)
      return { code: code.replace(WHOLE, imports.join('\n')), map: null }
    },
  }
}

/** Names of the style sheets of every component that is used, directly or by another one. */
export function usedStyles(root: string): string[] {
  const core = join(root, 'node_modules/@mantine/core')
  const names = new Set([
    ...importedFrom(join(root, 'src'), /\.tsx?$/),
    ...importedFrom(join(root, 'node_modules/@mantine/notifications/esm'), /\.mjs$/),
  ])
  const index = join(core, 'esm/index.mjs')
  const entries = [...readFileSync(index, 'utf8').matchAll(FROM)]
    .filter(([, imported = '']) => listed(imported).some((name) => names.has(name)))
    .map(([, , path = '']) => resolve(dirname(index), path))
  const sheet = (name: string) => join(core, 'styles', `${name}.css`)
  const found = reachable(entries).flatMap((file) => file.split(/[\\/]|\.mjs$/))
  const used = [...new Set([...ALWAYS, ...found])].filter((name) => existsSync(sheet(name)))
  const whole = readFileSync(join(core, 'styles.css'), 'utf8')
  const place = (name: string) =>
    whole.indexOf(readFileSync(sheet(name), 'utf8').slice(0, 200).trim())
  return used.toSorted((one, other) => place(one) - place(other))
}

function listed(names: string): string[] {
  return names.split(',').map((name) => name.replace(/^\s*type\s+|\s+as\s.*$/g, '').trim())
}

function importedFrom(folder: string, kind: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kind.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .flatMap((text) => [...text.matchAll(IMPORTED)].flatMap(([, names = '']) => listed(names)))
}

/** Files with everything that they import from the same package. */
function reachable(files: readonly string[]): string[] {
  const found = new Set<string>()
  const waiting = [...files]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue
    found.add(file)
    for (const [, , path = ''] of readFileSync(file, 'utf8').matchAll(FROM)) {
      waiting.push(resolve(dirname(file), path))
    }
  }
  return [...found]
}
