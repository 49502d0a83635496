import { act, renderHook } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TimelineHandle } from './timeline/Timeline'
import { usePlace } from './usePlace'

const navigate = vi.fn()
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => navigate }))

/** The address as the last navigation left it, from `{at: 1, panel: 'people'}`. */
function lastSearch(): unknown {
  const [{ search }] = navigate.mock.lastCall as [{ search: (before: object) => object }]
  return search({ at: 1, panel: 'people' })
}

function place(at: number | undefined, unread: number, isLoaded: boolean) {
  const show = vi.fn(() => isLoaded)
  const timeline = { current: { show, showLatest: vi.fn() } satisfies TimelineHandle }
  const state = { unread_count: unread, read_seq: 100 }
  const hook = renderHook(
    (props: { at: number | undefined }) => usePlace({ ...props, unread: state, timeline }),
    {
      initialProps: { at },
    },
  )
  return { ...hook, show }
}

beforeEach(() => navigate.mockReset().mockResolvedValue(undefined))

describe('a conversation opens', () => {
  it('at its newest messages when little is unread', () => {
    const { result } = place(undefined, 3, false)
    expect(result.current).toMatchObject({ around: undefined, openAt: 'unread' })
  })

  it('where reading ended when much is unread', () => {
    const { result } = place(undefined, 41, false)
    expect(result.current).toMatchObject({ around: 100, openAt: 'unread' })
  })

  it('at the message the address points at', () => {
    const { result } = place(7, 41, false)
    expect(result.current).toMatchObject({ around: 7, openAt: 7 })
  })
})

describe('a jump', () => {
  it('to a loaded message scrolls there and keeps what is loaded', () => {
    const { result, show } = place(undefined, 0, true)
    act(() => result.current.jumpTo(5))
    expect(show).toHaveBeenCalledExactlyOnceWith(5)
    expect(result.current).toMatchObject({ around: undefined, visit: 0 })
    expect(lastSearch()).toEqual({ at: 5, panel: 'people' })
  })

  it('to a message that is not loaded opens the conversation there', () => {
    const { result } = place(undefined, 0, false)
    act(() => result.current.jumpTo(5))
    expect(result.current).toMatchObject({ around: 5, openAt: 5, visit: 1 })
  })

  it('by the address alone is followed once', () => {
    const { result, rerender } = place(undefined, 0, false)
    rerender({ at: 9 })
    rerender({ at: 9 })
    expect(result.current).toMatchObject({ around: 9, openAt: 9, visit: 1 })
  })

  it('to the latest leaves the address clean and opens at the end', () => {
    const { result } = place(7, 0, false)
    act(() => result.current.toLatest(500))
    expect(result.current).toMatchObject({ around: 500, openAt: 'end', visit: 1 })
    expect(lastSearch()).toEqual({ at: undefined, panel: 'people' })
  })
})
