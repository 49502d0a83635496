import { type ComponentType, type ReactNode, Suspense, use } from 'react'

/** Loaders of components that nobody has needed yet. */
const waiting = new Set<() => Promise<unknown>>()

/**
 * A component whose code comes after the first paint. Until it is there `standIn` draws what takes its place, nothing by
 * default; where it stands in for something to press, the two must look the same.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  standIn: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | null = null

  const begin = (): Promise<ComponentType<Props>> => {
    waiting.delete(begin)
    if (loading) return loading
    const begun = load()
    loading = begun
    begun.then(
      // So marked, `use` reads it without waiting for it.
      (component) => Object.assign(begun, { status: 'fulfilled', value: component }),
      // The next one to need it tries again.
      () => {
        loading = null
      },
    )
    return begun
  }
  waiting.add(begin)

  function Loaded(props: Props) {
    const Component = use(begin())
    return <Component {...props} />
  }
  return function Later(props: Props) {
    return (
      <Suspense fallback={standIn(props)}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}

/** Loads everything that is still to come, so that nobody waits for it, nor needs the server for it, when it is called up. */
export async function loadLater(): Promise<void> {
  while (waiting.size > 0) {
    await Promise.allSettled([...waiting].map((begin) => begin()))
  }
}
