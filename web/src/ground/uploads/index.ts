export { UploadsProvider, useUploads, useUploadsAt, useUploadsOf } from './provider'
export type { ChosenFile, Upload } from './shown'
export type { StoredUpload } from './store'
export { Uploads } from './uploads'
