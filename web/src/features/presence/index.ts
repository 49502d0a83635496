export { presenceProjection, useOnline } from './presence'
