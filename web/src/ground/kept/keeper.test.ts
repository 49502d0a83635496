import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Keeper, type Keeping } from './keeper'
import { KeptStore } from './store'

const keepings: Keeping[] = [
  { prefix: 'me', group: () => null, trim: (value) => value },
  { prefix: 'log', group: (key) => String(key[1]), trim: (value) => value },
]

let count = 0
let account = ''
const open: Keeper[] = []

function keep(
  client = new QueryClient(),
  mostGroups = 30,
): { client: QueryClient; keeper: Keeper } {
  const keeper = new Keeper({ client, accountId: account, keepings, mostGroups })
  keeper.start()
  open.push(keeper)
  return { client, keeper }
}

/** Somebody looks at a query that the server does not answer. */
function look(client: QueryClient, key: readonly unknown[]): void {
  const query = client.getQueryCache().build(client, {
    queryKey: key,
    queryFn: () => new Promise<never>(() => undefined),
  })
  query.addObserver({ onQueryUpdate: () => undefined, options: { queryKey: key } } as never)
}

const kept = async (...names: string[]) => [
  ...(
    await new KeptStore(account).read(names.map((name) => JSON.stringify(name.split(' '))))
  ).values(),
]
const hide = () => document.dispatchEvent(new Event('visibilitychange'))

beforeEach(() => {
  localStorage.clear()
  count += 1
  account = `keeper-${count}`
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((keeper) => keeper.stop()))
})

describe('what was fetched', () => {
  test('is kept when the page is left, at the latest', async () => {
    const { client } = keep()
    client.setQueryData(['me'], { id: 'me' })
    client.setQueryData(['something else'], 1)
    hide()
    await vi.waitFor(async () => expect(await kept('me', 'something else')).toEqual([{ id: 'me' }]))
  })

  test('and is gone since is kept no longer', async () => {
    const { client } = keep()
    client.setQueryData(['log', 'r'], ['entry'])
    hide()
    await vi.waitFor(async () => expect(await kept('log r')).toEqual([['entry']]))
    client.setQueryData(['log', 'r'], null)
    hide()
    await vi.waitFor(async () => expect(await kept('log r')).toEqual([]))
  })

  test('of more rooms than are to be kept goes where it was not looked at for longest', async () => {
    const { client } = keep(new QueryClient(), 2)
    for (const [at, room] of ['a', 'b', 'c'].entries()) {
      vi.spyOn(Date, 'now').mockReturnValue(1_000 + at)
      client.setQueryData(['log', room], [room])
      look(client, ['log', room])
    }
    vi.restoreAllMocks()
    hide()
    await vi.waitFor(async () =>
      expect(await kept('log a', 'log b', 'log c')).toEqual([['b'], ['c']]),
    )
  })
})

describe('what is kept', () => {
  beforeEach(async () => {
    const { client, keeper } = keep()
    client.setQueryData(['me'], { id: 'me' })
    client.setQueryData(['log', 'r'], ['entry'])
    await keeper.stop()
  })

  test('is put where nothing is loaded, and counts as old', async () => {
    const { client, keeper } = keep()
    client.setQueryData(['log', 'r'], ['newer'])
    await keeper.restore([['me'], ['log', 'r'], ['log', 'unknown']])
    expect(client.getQueryData(['me'])).toEqual({ id: 'me' })
    expect(client.getQueryState(['me'])?.dataUpdatedAt).toBe(0)
    expect(client.getQueryData(['log', 'r'])).toEqual(['newer'])
    expect(client.getQueryData(['log', 'unknown'])).toBeUndefined()
  })

  test('is lent to whoever looks while the server cannot be asked, and not before', async () => {
    const { client, keeper } = keep()
    look(client, ['log', 'r'])
    expect(client.getQueryData(['log', 'r'])).toBeUndefined()
    keeper.lend()
    await vi.waitFor(() => expect(client.getQueryData(['log', 'r'])).toEqual(['entry']))
    look(client, ['me'])
    await vi.waitFor(() => expect(client.getQueryData(['me'])).toEqual({ id: 'me' }))
  })

  test('goes when somebody else is kept for', async () => {
    const before = account
    account = `${before}-other`
    keep()
    await vi.waitFor(() => expect(KeptStore.owner()).toBe(account))
    await vi.waitFor(async () =>
      expect(await new KeptStore(before).read(['["me"]'])).toEqual(new Map()),
    )
  })

  test('goes with its owner, and nothing is written after', async () => {
    const { client, keeper } = keep()
    client.setQueryData(['me'], { id: 'changed' })
    await keeper.destroy()
    client.setQueryData(['me'], { id: 'later' })
    hide()
    expect(KeptStore.owner()).toBeNull()
    const databases = await indexedDB.databases()
    expect(databases.map(({ name }) => name)).not.toContain(`parley.kept.${account}`)
  })
})
