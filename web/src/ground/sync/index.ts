export { type Bodies, bodyOf, type EntryKind, type Forwarded, targetOf } from './bodies'
export { applyChange, excerptOf, react } from './change'
export { SyncEngine } from './engine'
export {
  type Applied,
  type ApplyContext,
  applied,
  type Missing,
  type Projection,
} from './projection'
export { SyncProvider, useSync } from './provider'
