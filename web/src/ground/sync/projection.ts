import type { ServerFrame } from '@/contract'

/** What a frame showed to be missing, to be fetched by the engine. */
export type Missing =
  | { kind: 'entries'; roomId: string; afterSeq: number; upToSeq: number }
  | { kind: 'room'; roomId: string }
  | { kind: 'inbox' }
  /** Lists of a room that are small enough to be fetched afresh when something in them changes. */
  | { kind: 'topics' | 'pins' | 'files'; roomId: string }

/** Data after a frame; `next` is the same object when the frame changes nothing of it. */
export interface Applied<T> {
  next: T
  missing: readonly Missing[]
}

export interface ApplyContext {
  /** The account that looks. */
  meId: string
  /** The key of the cached query, whose parts say which room or which list it is. */
  key: readonly unknown[]
}

/**
 * One kind of cached data that live frames keep true: every query whose key begins with `prefix`.
 * `apply` is pure and gives the same result for a frame seen twice.
 */
export interface Projection<T> {
  prefix: string
  apply(data: T, frame: ServerFrame, context: ApplyContext): Applied<T>
  /** How data from before a break of the connection is made true: fetched afresh, or by the entries after a seq. */
  resume(data: T, context: ApplyContext): 'refetch' | { roomId: string; afterSeq: number }
}

export function applied<T>(next: T, ...missing: Missing[]): Applied<T> {
  return { next, missing }
}
