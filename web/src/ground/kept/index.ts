export { Keeper, type KeeperOptions, type Keeping } from './keeper'
export { KeptStore, type Part } from './store'
