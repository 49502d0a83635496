export { type Connection, getConnection, setConnection, useConnection } from './connection'
export { SocketRequests } from './requests'
export { LiveSocket, type SocketState } from './socket'
