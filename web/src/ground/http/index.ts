export { http, onUnauthorized } from './client'
export { ApiError, isApiError } from './error'
export { explain, fieldErrors } from './explain'
