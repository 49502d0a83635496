import {
  type ComponentType,
  type ReactNode,
  type RefObject,
  Suspense,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import classes from './later.module.css'

/** Between two tries to load what somebody waits for: the server may be away. */
const AGAIN_MS = 3_000

type Load<Props> = () => Promise<ComponentType<Props>>
type StandIn<Props> = (props: Props) => ReactNode

/** Loaders of components that nobody has needed yet. */
const waiting = new Set<() => Promise<unknown>>()

/** A component whose code comes after the first paint. Until it is there `standIn` takes its place, nothing by default. */
export function later<Props extends object>(
  load: Load<Props>,
  standIn: StandIn<Props> = () => null,
): ComponentType<Props> {
  const Loaded = loading(load)
  return function Later(props: Props) {
    return (
      <Suspense fallback={standIn(props)}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}

/**
 * The same for what begins with a button: `standIn` draws it as it will be, and who presses it, or has the focus on it, before
 * the rest is there, has pressed or is on the button that takes its place.
 */
export function laterButton<Props extends object>(
  load: Load<Props>,
  standIn: StandIn<Props>,
): ComponentType<Props> {
  const Loaded = loading(load)
  return function LaterButton(props: Props) {
    const held = useRef<Held>(null)
    return (
      <Suspense fallback={<BeforeButton held={held}>{standIn(props)}</BeforeButton>}>
        <Button held={held}>
          <Loaded {...props} />
        </Button>
      </Suspense>
    )
  }
}

/** Loads everything that is still to come, so that nobody waits for it, nor needs the server for it, when it is called up. */
export async function loadLater(): Promise<void> {
  while (waiting.size > 0) await Promise.all([...waiting].map((begin) => begin()))
}

/** Waits for its code when it is first drawn. */
function loading<Props extends object>(load: Load<Props>): ComponentType<Props> {
  let begun: Promise<ComponentType<Props>> | null = null
  const begin = (): Promise<ComponentType<Props>> => {
    waiting.delete(begin)
    begun ??= marked(persist(load))
    return begun
  }
  waiting.add(begin)
  return function Loaded(props: Props) {
    const Component = use(begin())
    return <Component {...props} />
  }
}

/** So marked, `use` reads what has come without waiting for it. */
function marked<T>(promise: Promise<T>): Promise<T> {
  void promise.then((value) => Object.assign(promise, { status: 'fulfilled', value }))
  return promise
}

/** Tries until it succeeds: a part that cannot be had now must not take the page with it, and its stand-in stays. */
async function persist<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

/** What was done with a button before the rest of it came. */
type Held = 'focused' | 'pressed' | null

interface BoxProps {
  held: RefObject<Held>
  children: ReactNode
}

function BeforeButton({ held, children }: BoxProps) {
  const box = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    const press = () => {
      held.current = 'pressed'
    }
    element?.addEventListener('click', press)
    return () => {
      element?.removeEventListener('click', press)
      if (element?.contains(document.activeElement)) held.current ??= 'focused'
    }
  }, [held])
  return (
    <span ref={box} className={classes.box}>
      {children}
    </span>
  )
}

function Button({ held, children }: BoxProps) {
  const box = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const button = box.current?.querySelector('button')
    if (held.current !== null) button?.focus()
    if (held.current === 'pressed') button?.click()
    held.current = null
  }, [held])
  return (
    <span ref={box} className={classes.box}>
      {children}
    </span>
  )
}
