import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { Panes } from './Panes'
import { drawn } from './testing/drawn'
import { withScreen } from './testing/screen'

async function panes(width: number, showing: 'list' | 'main', hasSide: boolean) {
  withScreen({ width })
  const onCloseSide = vi.fn()
  await drawn(
    <Panes
      list={{ label: 'List', content: 'the list' }}
      main={{ label: 'Middle', content: 'the middle' }}
      side={hasSide ? { label: 'Side', closeLabel: 'Close side', content: 'the side' } : null}
      showing={showing}
      onCloseSide={onCloseSide}
    />,
  )
  const regions = screen.queryAllByRole('region').map((region) => region.getAttribute('aria-label'))
  return { regions, onCloseSide }
}

describe('the panes', () => {
  it('stand side by side on a wide screen', async () => {
    const { regions } = await panes(1100, 'main', true)
    expect(regions).toEqual(['List', 'Middle', 'Side'])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('lay the side over the others on a middling screen', async () => {
    const { regions, onCloseSide } = await panes(1099, 'main', true)
    expect(regions).toEqual(['List', 'Middle'])
    expect(screen.getByRole('dialog', { name: 'Side' }).textContent).toContain('the side')
    await userEvent.setup().click(screen.getByRole('button', { name: 'Close side' }))
    expect(onCloseSide).toHaveBeenCalledOnce()
  })

  it('show one at a time on a phone', async () => {
    expect((await panes(390, 'main', false)).regions).toEqual(['Middle'])
    document.body.replaceChildren()
    expect((await panes(390, 'list', false)).regions).toEqual(['List'])
  })
})
