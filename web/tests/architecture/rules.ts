import ts from 'typescript'

/** A file of src, by its path relative to it with forward slashes. */
export interface SourceFile {
  path: string
  text: string
}

export interface Violation {
  path: string
  message: string
}

export const MOST_LINES = 250

/** Highest first; a file may import its own floor and those under it. */
const FLOORS = ['app', 'features', 'ui', 'ground', 'contract'] as const
type Floor = (typeof FLOORS)[number]

/** Besides features, `ui` stands on `ground` for texts; the design system knows no products, so it stands on nothing else. */
const MAY_IMPORT: Record<Floor, readonly Floor[]> = {
  app: FLOORS,
  features: ['features', 'ui', 'ground', 'contract'],
  ui: ['ui', 'ground'],
  ground: ['ground', 'contract'],
  contract: ['contract'],
}

/** Every way in which the files break the layout of the client, each with what to do instead. */
export function checkArchitecture(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => [...checkSize(file), ...checkImports(file)])
}

function checkSize({ path, text }: SourceFile): Violation[] {
  if (isGenerated(path)) return []
  const lines = text.replace(/\n$/, '').split('\n').length
  if (lines <= MOST_LINES) return []
  const message = `has ${lines} lines, at most ${MOST_LINES} are allowed: move what belongs together into a file of its own.`
  return [{ path, message }]
}

function checkImports({ path, text }: SourceFile): Violation[] {
  const from = placeOf(path)
  if (from === null) {
    return [{ path, message: `stands on no floor: put it under one of ${FLOORS.join(', ')}.` }]
  }
  return importsOf(path, text).flatMap(({ target, isDynamic }) => {
    const to = placeOf(target)
    if (to === null) return []
    const message = explain({ from, to, isDynamic, isTest: isTest(path) })
    return message === null ? [] : [{ path, message: `imports ${target}: ${message}` }]
  })
}

interface Place {
  floor: Floor
  /** The folder under the floor: which feature, which part of the ground. */
  part: string
  /** Whether it is the front door of its part. */
  isDoor: boolean
}

interface Import {
  from: Place
  to: Place
  isDynamic: boolean
  isTest: boolean
}

function explain({ from, to, isDynamic, isTest }: Import): string | null {
  if (!MAY_IMPORT[from.floor].includes(to.floor)) {
    return `${from.floor} may import only ${MAY_IMPORT[from.floor].join(', ')}. Move what both need down, or hand it in from above.`
  }
  const isInside = from.floor === to.floor && from.part === to.part
  if (to.isDoor || isInside || isTest) return null
  if (to.floor === 'contract' || to.floor === 'app') return null
  if (to.floor === 'features' && from.floor === 'app' && isDynamic) return null
  if (to.floor === 'features') {
    return `a feature is entered by its index.ts (app may also load a page with import()). Export it from features/${to.part}/index.ts.`
  }
  if (to.floor === 'ui') return 'the design system is entered by ui/index.ts. Export it there.'
  return `a part of the ground is entered by its index.ts. Export it from ground/${to.part}/index.ts.`
}

function placeOf(path: string): Place | null {
  const [floor = '', second = '', ...rest] = path.replace(/\.tsx?$/, '').split('/')
  if (!FLOORS.includes(floor as Floor)) return null
  const isFlat = floor === 'ui' || floor === 'contract' || floor === 'app'
  const inside = isFlat ? [second, ...rest].filter(Boolean) : rest
  return {
    floor: floor as Floor,
    part: isFlat ? '' : second,
    isDoor: inside.length === 0 || (inside.length === 1 && inside[0] === 'index'),
  }
}

/** What a file imports from this client, as paths relative to src. */
function importsOf(path: string, text: string): { target: string; isDynamic: boolean }[] {
  const found: { target: string; isDynamic: boolean }[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier !== null) {
      const target = resolve(path, specifier)
      if (target !== null) found.push({ target, isDynamic: ts.isCallExpression(node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const specifier = node.moduleSpecifier
    return specifier && ts.isStringLiteral(specifier) ? specifier.text : null
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments
    return argument && ts.isStringLiteral(argument) ? argument.text : null
  }
  return null
}

function resolve(path: string, specifier: string): string | null {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (!specifier.startsWith('.')) return null
  const parts = path.split('/').slice(0, -1)
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

function isGenerated(path: string): boolean {
  return path === 'contract/schema.ts'
}
