export { JumpBox } from './JumpBox'
export { JumpHost } from './LaterJump'
