export { account } from './queries'
