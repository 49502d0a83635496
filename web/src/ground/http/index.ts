export { http, onUnauthorized, path, type RequestOptions } from './client'
export { ApiError, isApiError } from './error'
export { explain, fieldErrors } from './explain'
