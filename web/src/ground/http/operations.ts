import type { Paths } from '@/contract'

/** The prefix that every path of the contract has and no call names. */
export const BASE = '/api/v1'

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The addresses that know a verb, such as `/rooms/{room_id}`. */
export type Target<V extends Verb> = {
  [P in keyof Paths]: [NonNullable<Paths[P][V]>] extends [never] ? never : Short<P>
}[keyof Paths]

type Short<P> = P extends `${typeof BASE}${infer Rest}` ? Rest : never

type Operation<V extends Verb, T extends Target<V>> = `${typeof BASE}${T}` extends keyof Paths
  ? NonNullable<Paths[`${typeof BASE}${T}`][V]>
  : never

/** What a call answers; nothing where the answer has no body. */
export type Answer<V extends Verb, T extends Target<V>> =
  Operation<V, T> extends { responses: infer R } ? BodyIn<R[keyof R & (200 | 201)]> : never

type BodyIn<R> = [R] extends [never]
  ? undefined
  : R extends { content: { 'application/json': infer Body } }
    ? Body
    : undefined

/** What a call takes: the values of its address, its query and its body, as far as it has them. */
export type Input<V extends Verb, T extends Target<V>> = Values<Operation<V, T>> &
  Query<Operation<V, T>> &
  Content<Operation<V, T>> &
  Delivery

type Values<O> = O extends { parameters: { path: infer P } } ? { path: P } : unknown
type Query<O> = O extends { parameters: { query?: infer Q } }
  ? [Q] extends [never]
    ? unknown
    : { query?: Partial<NonNullable<Q>> }
  : unknown
type Content<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { body: B }
  : unknown

interface Delivery {
  signal?: AbortSignal | undefined
  /** Lets the request outlive the page (Fetch standard: bodies up to 64 KiB). */
  keepalive?: boolean
}

/** The input as an argument, which may be left out where nothing of it is needed. */
export type Arguments<V extends Verb, T extends Target<V>> =
  Partial<Input<V, T>> extends Input<V, T> ? [input?: Input<V, T>] : [input: Input<V, T>]
