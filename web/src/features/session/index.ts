export { localPath, session, useBegin } from './actions'
export { type Config, configQuery, useConfig } from './config'
export { FormPage } from './FormPage'
export { useLinkToken } from './linkToken'
export { PasswordField } from './PasswordField'
export { Problem } from './Problem'
export { SignOutProvider, useSignOut } from './SignOut'
export {
  beginSession,
  forgetLoaded,
  forgetSession,
  MeProvider,
  meQuery,
  type Session,
  useMe,
  useSession,
  useSetMe,
} from './session'
