import {
  type ComponentType,
  type ReactNode,
  type RefObject,
  Suspense,
  startTransition,
  use,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
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
 * The same for the menu of a button: `standIn` draws the button. A list has many of them and most are never opened, so that the
 * rest of each is made when it is pressed, or `opened` by its owner; the focus stays on the button.
 */
export function laterButton<Props extends object>(
  load: Load<Props>,
  standIn: StandIn<Props>,
): ComponentType<Props> {
  const Loaded = loading(load)
  return function LaterButton(props: Props) {
    const isPressed = useRef(false)
    const [isCalled, setCalled] = useState(false)
    const call = () => {
      isPressed.current = true
      setCalled(true)
    }
    const mustOpen = isOpened(props)
    useEffect(() => {
      // Not while the key that opened it is still being told of: a menu closes at a key pressed elsewhere. And what was opened
      // once stays: it has yet to go away gently, and to give the focus back.
      if (mustOpen) startTransition(() => setCalled(true))
    }, [mustOpen])
    const before = <BeforeButton onPress={call}>{standIn(props)}</BeforeButton>
    if (!isCalled) return before
    return (
      <Suspense fallback={before}>
        <Button isPressed={isPressed}>
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

/** Whether its owner has opened it, by another way than its button. */
function isOpened(props: object): boolean {
  return 'opened' in props && props.opened === true
}

interface BeforeButtonProps {
  onPress: () => void
  children: ReactNode
}

function BeforeButton({ onPress, children }: BeforeButtonProps) {
  const box = useRef<HTMLSpanElement>(null)
  const press = useEffectEvent(onPress)
  useLayoutEffect(() => {
    const element = box.current
    const button = element?.querySelector('button')
    button?.setAttribute('aria-haspopup', 'menu')
    button?.setAttribute('aria-expanded', 'false')
    const hear = () => press()
    element?.addEventListener('click', hear)
    return () => element?.removeEventListener('click', hear)
  }, [])
  return (
    <span ref={box} className={classes.box}>
      {children}
    </span>
  )
}

interface ButtonProps {
  isPressed: RefObject<boolean>
  children: ReactNode
}

function Button({ isPressed, children }: ButtonProps) {
  const box = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const button = box.current?.querySelector('button')
    if (isPressed.current) {
      button?.focus()
      button?.click()
    }
    isPressed.current = false
  }, [isPressed])
  return (
    <span ref={box} className={classes.box}>
      {children}
    </span>
  )
}
