import { Blob as NodeBlob } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { installLocks } from '../../../tests/doubles/locks'
import { TusServer } from '../../../tests/doubles/tusServer'
import { UploadStore } from './store'
import { Uploads } from './uploads'

// A test runs in Node, for which the library has another build than for browsers.
vi.mock('tus-js-client', () =>
  vi.importActual('../../../node_modules/tus-js-client/lib.esm/browser/index.js'),
)

let account = ''
let count = 0
let server: TusServer
const open: Uploads[] = []

function tab(onWhole: () => void = () => undefined): Uploads {
  const uploads = new Uploads({ accountId: account, onWhole })
  open.push(uploads)
  return uploads
}

/** Node's own, which its IndexedDB can keep; jsdom's is no more than an object to it. */
function file(size = 1_000): Blob {
  return new NodeBlob([new Uint8Array(size)], { type: 'text/plain' }) as unknown as Blob
}

function choose(uploads: Uploads, size?: number, name = 'notes.txt'): Promise<void> {
  return uploads.add('room', [{ blob: file(size), name }])
}

const stored = () => new UploadStore(account).all()
const shown = (uploads: Uploads) => uploads.list().map(({ name, status }) => `${name}: ${status}`)
const becomes = (uploads: Uploads, ...lines: string[]) =>
  vi.waitFor(() => expect(shown(uploads)).toEqual(lines), { timeout: 5_000 })
const only = (uploads: Uploads) => uploads.list()[0]?.id ?? ''

beforeEach(() => {
  installLocks()
  count += 1
  account = `uploader-${count}`
  server = new TusServer()
  vi.stubGlobal('XMLHttpRequest', server.Request)
  vi.stubGlobal('Blob', NodeBlob)
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((uploads) => uploads.stop()))
  vi.unstubAllGlobals()
})

describe('a file', () => {
  test('is sent as soon as it is chosen, and named as the server knows it', async () => {
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: whole')
    expect(server.bytes).toEqual([1_000])
    expect(await uploads.fileIdsOf([only(uploads)])).toEqual(['file-1'])
  })

  test('is kept until its message has arrived', async () => {
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: whole')
    await uploads.claim([only(uploads)], 'message')
    expect((await stored()).map(({ messageId }) => messageId)).toEqual(['message'])
    await uploads.settled('message')
    expect(await stored()).toEqual([])
    expect(uploads.list()).toEqual([])
  })

  test('that is dropped is forgotten here and by the server', async () => {
    server.faults = [null, 'cut']
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: waiting')
    await uploads.drop([only(uploads)])
    expect(server.uploads.get('file-1')?.isTerminated).toBe(true)
    expect(await stored()).toEqual([])
  })

  test('that is paused waits until it may go on, and loses nothing of what was sent', async () => {
    server.faults = [null, 'cut']
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: waiting')
    await uploads.pause(only(uploads))
    uploads.flush()
    await becomes(uploads, 'notes.txt: paused')
    expect(server.bytes).toEqual([500])
    await uploads.resume(only(uploads))
    await becomes(uploads, 'notes.txt: whole')
    expect(server.bytes).toEqual([1_000])
  })

  test('lets a message go out once it is whole', async () => {
    const ready = vi.fn()
    const uploads = tab(ready)
    const chosen = choose(uploads)
    const id = only(uploads)
    expect(uploads.isWaitingFor([id])).toBe(true)
    await chosen
    await becomes(uploads, 'notes.txt: whole')
    await vi.waitFor(() => expect(uploads.isWaitingFor([id])).toBe(false))
    await vi.waitFor(() => expect(ready).toHaveBeenCalled())
  })
})

describe('a server', () => {
  test.each([[409], [423], [429], [500], [503], ['cut']] as const)(
    'that answers %s once gets the rest afterwards, and nothing twice',
    async (fault) => {
      server.faults = [null, fault]
      const uploads = tab()
      await choose(uploads)
      await becomes(uploads, 'notes.txt: waiting')
      uploads.flush()
      await becomes(uploads, 'notes.txt: whole')
      expect(server.bytes).toEqual([1_000])
      expect(server.uploads.size).toBe(1)
    },
  )

  test('that is dead is asked again by itself', async () => {
    server.isAway = true
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: waiting')
    server.isAway = false
    await becomes(uploads, 'notes.txt: whole')
  })

  test('that has forgotten an upload gets it from the beginning', async () => {
    server.faults = [null, 'cut']
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: waiting')
    server.uploads.set('gone', { length: 0, bytes: 0, isTerminated: true })
    server.uploads.delete('file-1')
    uploads.flush()
    await becomes(uploads, 'notes.txt: whole')
    expect(server.uploads.get('file-2')?.bytes).toBe(1_000)
  })

  test('that refuses a file says why, and may be asked once more', async () => {
    server.problem = { code: 'file.quota_exceeded', detail: 'No room.' }
    server.faults = [413]
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: failed')
    expect(uploads.list()[0]?.error).toEqual({ code: 'file.quota_exceeded', detail: 'No room.' })
    await uploads.retry(only(uploads))
    await becomes(uploads, 'notes.txt: whole')
  })
})

describe('a browser', () => {
  test('that is closed goes on where it stopped when it is opened again', async () => {
    server.faults = [null, 'cut']
    const closed = tab()
    await choose(closed)
    await becomes(closed, 'notes.txt: waiting')
    await vi.waitFor(async () => expect((await stored())[0]?.url).toContain('file-1'))
    await closed.stop()
    const opened = tab()
    await becomes(opened, 'notes.txt: whole')
    expect(server.log.filter((request) => request.startsWith('PATCH'))).toEqual([
      'PATCH 0',
      'PATCH 500',
    ])
  })

  test('with two tabs sends a file once, and the other takes over', async () => {
    server.isAway = true
    const one = tab()
    await choose(one)
    await becomes(one, 'notes.txt: waiting')
    const other = tab()
    await vi.waitFor(() => expect(other.list()).toHaveLength(1))
    const asked = server.log.length
    await one.stop()
    server.isAway = false
    await becomes(other, 'notes.txt: whole')
    expect(asked).toBe(1)
    expect(server.bytes).toEqual([1_000])
  })

  test('that has no room for it sends it all the same', async () => {
    vi.spyOn(UploadStore.prototype, 'add').mockRejectedValue(new DOMException('', 'QuotaExceeded'))
    const uploads = tab()
    await choose(uploads)
    await becomes(uploads, 'notes.txt: whole')
  })

  test('does not send more than three at the same time', async () => {
    server.isAway = true
    const uploads = tab()
    for (const name of ['a', 'b', 'c', 'd']) await choose(uploads, 10, name)
    await becomes(uploads, 'a: waiting', 'b: waiting', 'c: waiting', 'd: queued')
    server.isAway = false
    uploads.flush()
    await becomes(uploads, 'a: whole', 'b: whole', 'c: whole', 'd: whole')
  })

  test('that signs out keeps nothing', async () => {
    server.isAway = true
    const uploads = tab()
    await choose(uploads)
    await uploads.destroy()
    const names = (await indexedDB.databases()).map(({ name }) => name)
    expect(names).not.toContain(`parley.uploads.${account}`)
  })
})
