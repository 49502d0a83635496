export { type Submit, textIn, useSubmit } from './useSubmit'
