export { FirstSteps } from './FirstSteps'
export { VerificationBanner } from './VerificationBanner'
