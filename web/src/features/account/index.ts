export { account, type MeChange } from './queries'
