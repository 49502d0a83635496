export { DemoBanner } from './DemoBanner'
