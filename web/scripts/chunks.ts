import type { Rolldown } from 'vite'

/** What is loaded before a first screen: with the list of rooms, and with an open room. */
const LIST = ['src/app/main.tsx', 'src/features/messages/components/MessagesPage.tsx']
const ROOM = ['src/features/messages/components/Conversation.tsx']

type Naming = Extract<Rolldown.CodeSplittingGroup['name'], (...given: never[]) => unknown>

/**
 * Names the chunk of each module that a first screen needs. All of them in two files instead of forty compress by a tenth
 * better, and none waits for another to say that it is needed.
 */
export function firstScreens(root: string): Rolldown.CodeSplittingGroup {
  let list: ReadonlySet<string> | null = null
  let room: ReadonlySet<string> = new Set()
  const name: Naming = (id, context) => {
    const all = (paths: string[]) =>
      reachable(
        paths.map((path) => root + path),
        context,
      )
    if (list === null) {
      list = all(LIST)
      room = all(ROOM)
    }
    // Packages follow whoever needs them: a package's own list of its parts names more than is used.
    if (id.includes('node_modules')) return null
    if (list.has(id)) return 'list'
    return room.has(id) ? 'room' : null
  }
  return { debugName: 'first screens', name }
}

/** Modules with everything that they import statically. */
function reachable(ids: readonly string[], context: Parameters<Naming>[1]): Set<string> {
  const found = new Set<string>()
  const waiting = [...ids]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}
