export { Announcer, announce } from './announcer'
