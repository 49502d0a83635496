import { act, renderHook } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry, Membership } from '@/contract'
import { announce } from '@/ground/announce'
import { aConversation, aMessage, ME, ROOM } from '../testing'
import { useAnnounceNew, useMarkRead, useUnreadLine } from './reading'

vi.mock('@/ground/announce', () => ({ announce: vi.fn() }))

function look(isWatched: boolean): void {
  vi.mocked(document.hasFocus).mockReturnValue(isWatched)
  window.dispatchEvent(new Event(isWatched ? 'focus' : 'blur'))
}

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  vi.mocked(announce).mockClear()
})

describe('marking read', () => {
  function read(start: { isAtLatest: boolean; headSeq: number }) {
    const markRead = vi.fn(() => Promise.resolve())
    const { rerender } = renderHook((state) => useMarkRead({ ...state, markRead }), {
      initialProps: start,
    })
    return { markRead, rerender }
  }

  it('happens when the newest entry is on the screen of a watched window', () => {
    const { markRead, rerender } = read({ isAtLatest: true, headSeq: 5 })
    expect(markRead).toHaveBeenCalledExactlyOnceWith(5)
    rerender({ isAtLatest: true, headSeq: 6 })
    expect(markRead).toHaveBeenLastCalledWith(6)
  })

  it('waits until the end is reached', () => {
    const { markRead, rerender } = read({ isAtLatest: false, headSeq: 5 })
    expect(markRead).not.toHaveBeenCalled()
    rerender({ isAtLatest: true, headSeq: 5 })
    expect(markRead).toHaveBeenCalledOnce()
  })

  it('waits until the window is looked at', () => {
    vi.mocked(document.hasFocus).mockReturnValue(false)
    const { markRead } = read({ isAtLatest: true, headSeq: 5 })
    expect(markRead).not.toHaveBeenCalled()
    act(() => look(true))
    expect(markRead).toHaveBeenCalledExactlyOnceWith(5)
  })

  it('does not take back a "mark unread from here"', () => {
    const { markRead, rerender } = read({ isAtLatest: true, headSeq: 5 })
    rerender({ isAtLatest: false, headSeq: 5 })
    rerender({ isAtLatest: true, headSeq: 5 })
    act(() => look(false))
    act(() => look(true))
    expect(markRead).toHaveBeenCalledOnce()
  })
})

describe('the unread line', () => {
  const membership = (unread_count: number, read_seq: number) =>
    ({ room_id: ROOM, unread_count, read_seq }) as Membership

  function line(start: Membership) {
    return renderHook((props: Membership) => useUnreadLine(props)[0], { initialProps: start })
  }

  it('stands where reading ended, and stays while one reads on', () => {
    const { result, rerender } = line(membership(3, 10))
    expect(result.current).toBe(10)
    rerender(membership(0, 13))
    expect(result.current).toBe(10)
  })

  it('is not there when nothing is unread', () => {
    expect(line(membership(0, 10)).result.current).toBeNull()
  })

  it('moves to what came while one was away', () => {
    const { result, rerender } = line(membership(0, 10))
    act(() => look(false))
    rerender(membership(2, 10))
    expect(result.current).toBeNull()
    act(() => look(true))
    expect(result.current).toBe(10)
  })
})

describe('announcing', () => {
  const { people } = aConversation()

  function listen(first: Entry[]) {
    return renderHook(
      (entries: Entry[]) => useAnnounceNew({ entries, isLive: true, meId: ME, people }),
      {
        initialProps: first,
      },
    )
  }
  const old = aMessage({ seq: 1 })

  it('says what others write, as plain text, and nothing of what was there', () => {
    const { rerender } = listen([old])
    expect(announce).not.toHaveBeenCalled()
    rerender([old, aMessage({ seq: 2 }, { text: '**hi** there' })])
    expect(announce).toHaveBeenCalledExactlyOnceWith('Mara Lindqvist: hi there')
  })

  it('is silent about one’s own messages and about changes', () => {
    const { rerender } = listen([old])
    rerender([old, aMessage({ seq: 2, author_id: ME })])
    rerender([
      old,
      aMessage({ seq: 2, author_id: ME }),
      aMessage({ seq: 3, kind: 'reaction.added' }),
    ])
    expect(announce).not.toHaveBeenCalled()
  })

  it('counts instead of reading out many at once', () => {
    const { rerender } = listen([old])
    rerender([old, ...[2, 3, 4, 5].map((seq) => aMessage({ seq }))])
    expect(announce).toHaveBeenCalledExactlyOnceWith('4 new messages')
  })

  it('is silent about older history', () => {
    const { rerender } = listen([aMessage({ seq: 50 })])
    rerender([aMessage({ seq: 49 }), aMessage({ seq: 50 })])
    expect(announce).not.toHaveBeenCalled()
  })
})
