import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Me } from '@/contract'
import { http } from '@/ground/http'
import { deviceTimeZone } from '@/ground/i18n'
import { beginSession } from './session'

/** Signs in by whatever call answers with one's account, and goes on to where one was heading. */
export function useBegin(): (call: Promise<Me>, next?: string) => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return async (call, next) => {
    beginSession(client, await call)
    await router.invalidate()
    router.history.push(localPath(next))
  }
}

export const session = {
  signIn: (credentials: { email: string; password: string }) =>
    http.post('/sessions', { body: credentials }),
  signUp: (account: { email: string; password: string; display_name: string }) =>
    http.post('/accounts', {
      body: { ...account, time_zone: deviceTimeZone(), locale: navigator.language },
    }),
  end: () => http.delete('/sessions/current'),
  verify: (token: string) => http.post('/accounts/verify', { body: { token } }),
  sendVerification: () => http.post('/me/verification'),
  forgot: (email: string) => http.post('/password-resets', { body: { email } }),
  reset: (token: string, password: string) =>
    http.post('/password-resets/confirm', { body: { token, password } }),
}

/** Only paths of this site: an address in a link must not lead elsewhere after signing in. */
export function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/messages'
}
