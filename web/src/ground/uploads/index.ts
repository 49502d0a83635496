export { UploadsProvider, useUploads, useUploadsAt, useUploadsOf } from './provider'
export type { Upload } from './shown'
export type { StoredUpload } from './store'
export { type ChosenFile, Uploads } from './uploads'
