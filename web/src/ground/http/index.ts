export { csrfHeaders, http, onUnauthorized } from './client'
export { ApiError, isApiError, readProblem } from './error'
export { explain, fieldErrors } from './explain'
