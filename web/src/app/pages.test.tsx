import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OutboxStore } from '@/ground/outbox'
import { Refused, type Request, stubServer } from '../../tests/doubles/area'
import { installLocks } from '../../tests/doubles/locks'
import { config, me } from '../../tests/doubles/me'
import { openPage, stubLayout } from '../../tests/doubles/pages'

type Answers = Record<string, unknown | ((request: Request) => unknown)>

/** A server that answers these calls (`POST /sessions`) and is empty otherwise. */
function serve(answers: Answers): Request[] {
  return stubServer((request) => {
    const answer = answers[`${request.method} ${request.path}`]
    if (answer !== undefined) return typeof answer === 'function' ? answer(request) : answer
    if (request.path === '/config') return config
    if (request.path === '/inbox') return { items: [], next: null, unread_total: 0 }
    if (request.method === 'GET') return { items: [], next: null }
    return undefined
  })
}

const signedOut = new Refused(401, 'session.required')
const user = userEvent.setup()
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const changes = (requests: Request[]) =>
  requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => ({ call: `${method} ${path}`, body }))

beforeEach(() => {
  stubLayout()
  installLocks()
})
afterEach(() => vi.unstubAllGlobals())

describe('who is not signed in', () => {
  test('signs in first, and comes back to where they were heading', async () => {
    let isIn = false
    const requests = serve({
      'GET /me': () => (isIn ? me : signedOut),
      'POST /sessions': () => {
        isIn = true
        return me
      },
    })
    const { at } = await openPage('/people')
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.com')
    expect(at()).toBe('/sign-in?next=%2Fpeople')
    await user.type(screen.getByLabelText('Password'), 'correct horse')
    await user.click(await button('Sign in'))
    await waitFor(() => expect(at()).toBe('/people'))
    expect(changes(requests)).toEqual([
      { call: 'POST /sessions', body: { email: 'ada@example.com', password: 'correct horse' } },
    ])
  })

  test('is never sent to another site by a link', async () => {
    let isIn = false
    serve({
      'GET /me': () => (isIn ? me : signedOut),
      'POST /sessions': () => {
        isIn = true
        return me
      },
    })
    const { at } = await openPage('/sign-in?next=//evil.example/')
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'correct horse')
    await user.click(await button('Sign in'))
    await waitFor(() => expect(at()).toBe('/messages'))
  })

  test('learns that the password was wrong, and keeps what they wrote', async () => {
    serve({ 'GET /me': signedOut, 'POST /sessions': new Refused(401, 'session.wrong_credentials') })
    await openPage('/sign-in')
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'wrong')
    await user.click(await button('Sign in'))
    expect(await screen.findByRole('alert')).toHaveProperty(
      'textContent',
      'Refused with session.wrong_credentials.',
    )
    expect(screen.getByLabelText('E-mail address')).toHaveProperty('value', 'ada@example.com')
  })

  test('learns beside each field what is wrong with it, and the first has the focus', async () => {
    const fields = { email: 'Write an e-mail address.', password: 'Choose a longer password.' }
    serve({ 'GET /me': signedOut, 'POST /accounts': new Refused(422, 'account.invalid', fields) })
    await openPage('/sign-up')
    await user.type(await screen.findByLabelText('Your name'), 'Ada')
    await user.type(screen.getByLabelText('E-mail address'), 'ada@example')
    await user.type(screen.getByLabelText('Password'), '0123456789')
    await user.click(await button('Create an account'))
    await screen.findByText('Choose a longer password.')
    const email = screen.getByLabelText('E-mail address')
    expect(document.activeElement).toBe(email)
    expect(email.getAttribute('aria-invalid')).toBe('true')
    const explained = email.getAttribute('aria-describedby')?.split(' ') ?? []
    const texts = explained.map((id) => document.getElementById(id)?.textContent)
    expect(texts).toContain('Write an e-mail address.')
  })

  test('hears the same whether an address has an account or not', async () => {
    const requests = serve({ 'GET /me': signedOut })
    await openPage('/reset-password')
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.com')
    await user.click(await button('Send the link'))
    await screen.findByText(/If there is an account for ada@example.com/)
    expect(changes(requests)).toEqual([
      { call: 'POST /password-resets', body: { email: 'ada@example.com' } },
    ])
  })

  test('verifies an address with the secret after the #, once', async () => {
    const requests = serve({ 'GET /me': signedOut })
    await openPage('/verify#token=s3cret')
    await screen.findByRole('heading', { name: 'Your e-mail address is verified' })
    expect(changes(requests)).toEqual([
      { call: 'POST /accounts/verify', body: { token: 's3cret' } },
    ])
  })
})

describe('who is signed in', () => {
  test('saves a profile whole, with money in its minor unit', async () => {
    const requests = serve({ 'GET /me': me, 'PATCH /me': { ...me, headline: 'Programmer' } })
    await openPage('/settings/profile')
    const headline = await screen.findByLabelText('Headline')
    await user.clear(headline)
    await user.type(headline, 'Programmer')
    const rate = screen.getByLabelText('Hourly rate')
    await user.clear(rate)
    await user.type(rate, '95.50')
    await user.click(await button('Save'))
    await waitFor(() => expect(changes(requests)).toHaveLength(1))
    expect(changes(requests)[0]?.body).toEqual({
      display_name: 'Ada Lovelace',
      headline: 'Programmer',
      about: '',
      skills: ['Mathematics'],
      country: 'GB',
      time_zone: 'Europe/London',
      hourly_rate: { amount_minor: 9550, currency: 'EUR' },
    })
  })

  test('switches a preference at once, and back when the server refuses', async () => {
    serve({ 'GET /me': me, 'PATCH /me': new Refused(503, 'server.unavailable') })
    await openPage('/settings/preferences')
    const enterSends = await screen.findByRole('switch', { name: /^Enter sends a message/ })
    expect(enterSends).toHaveProperty('checked', true)
    await user.click(enterSends)
    await waitFor(() => expect(enterSends).toHaveProperty('checked', true))
  })

  test('sees an API token this once', async () => {
    const made = { id: 't1', name: 'Backup', created_at: me.created_at, token: 'parley_abc' }
    serve({ 'GET /me': me, 'POST /tokens': made })
    await openPage('/settings/security')
    await user.type(await screen.findByLabelText('Name of a new token'), 'Backup')
    await user.click(await button('Create'))
    await screen.findByText('parley_abc')
  })

  test('is signed out by the menu, and everything of theirs is forgotten', async () => {
    let isIn = true
    serve({
      'GET /me': () => (isIn ? me : signedOut),
      'DELETE /sessions/current': () => {
        isIn = false
      },
    })
    const { at, client } = await openPage('/people')
    await user.click(await button('Ada Lovelace: your menu'))
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }))
    await waitFor(() => expect(at()).toMatch(/^\/sign-in/))
    expect(client.getQueriesData({ queryKey: ['inbox'] })).toEqual([])
    const databases = await indexedDB.databases()
    expect(databases.map(({ name }) => name)).not.toContain('parley.outbox.me')
  })

  test('is asked before signing out deletes what was not sent', async () => {
    const requests = serve({ 'GET /me': me })
    await openPage('/people')
    await button('Ada Lovelace: your menu')
    await new OutboxStore('me').add({
      clientId: 'c1',
      roomId: 'room',
      text: 'not sent yet',
      replyToSeq: null,
      topicId: null,
      forward: null,
      uploadIds: [],
      createdAt: me.created_at,
      error: null,
    })
    await user.click(await button('Ada Lovelace: your menu'))
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }))
    const dialog = await screen.findByRole('dialog', { name: 'Sign out with unsent messages?' })
    await user.click(within(dialog).getByText('Stay signed in'))
    expect(changes(requests)).toEqual([])
    expect(await new OutboxStore('me').all()).toHaveLength(1)
    await new OutboxStore('me').destroy()
  })

  test('is told in the title and beside Messages how much is unread', async () => {
    serve({ 'GET /me': me, 'GET /inbox': { items: [], next: null, unread_total: 16 } })
    await openPage('/people')
    const bar = await screen.findByRole('navigation', { name: 'Main' })
    await within(bar).findByRole('img', { name: '16 unread messages' })
    await waitFor(() => expect(document.title).toBe('(16) People · Parley'))
  })

  test('who loses the session is asked to sign in again', async () => {
    let isIn = true
    serve({
      'GET /me': () => (isIn ? me : signedOut),
      'GET /blocks': () => (isIn ? { items: [] } : signedOut),
    })
    const { at, router } = await openPage('/settings/profile')
    await screen.findByLabelText('Headline')
    isIn = false
    await router.navigate({ to: '/settings/blocked' })
    await waitFor(() => expect(at()).toBe('/sign-in?next=%2Fsettings%2Fblocked'))
  })
})

test('a demo says so on every page', async () => {
  serve({ 'GET /me': signedOut, 'GET /config': { ...config, demo: true } })
  await openPage('/sign-in')
  await screen.findByText(/This is a demo/)
  await screen.findByRole('link', { name: 'Look around as one of the demo people' })
})

test('an address that leads nowhere says so', async () => {
  serve({ 'GET /me': signedOut })
  await openPage('/no/such/page')
  await screen.findByRole('heading', { name: 'There is nothing here' })
})
