export {
  type Connection,
  getConnection,
  onConnection,
  onRetryNow,
  retryNow,
  type Standing,
  setConnection,
  useConnection,
  useIsAway,
  useStanding,
} from './connection'
export { SocketRequests } from './requests'
export { LiveSocket, type SocketState } from './socket'
