export { newId } from './uuid'
