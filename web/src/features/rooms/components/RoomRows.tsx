import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef } from 'react'
import type { InboxItem } from '@/contract'
import type { InboxView } from '@/features/rooms'
import { t } from '@/ground/i18n'
import { useRovingFocus } from '@/ui'
import classes from './RoomList.module.css'
import { RoomRow } from './RoomRow'
import { roomSubline } from './roomText'

/** Heights of a row with and without a line under the name, in pixels: as the style sheet draws them. */
const ROW_PX = 80
const LOW_ROW_PX = 60

function heightOf(item: InboxItem | undefined): number {
  return item !== undefined && roomSubline(item.room) === '' ? LOW_ROW_PX : ROW_PX
}

interface RoomRowsProps {
  inbox: InboxView
  /** Which list this is, of those the address can ask for: each has a place of its own that it is left at. */
  name: string
  openRoomId: string | undefined
}

/** Where each list was left, in pixels: on a phone it goes away while a room is open, and comes back as it was. */
const leftAt = new Map<string, number>()

/** The rows on the screen, of a list that may hold thousands. */
export function RoomRows({ inbox, name, openRoomId }: RoomRowsProps) {
  const { items, hasMore, loadMore } = inbox
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(items[index]),
    getItemKey: useCallback((index: number) => items[index]?.room_id ?? index, [items]),
    overscan: 6,
    initialOffset: leftAt.get(name) ?? 0,
  })
  const drawn = rows.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  const roving = useRovingFocus({
    count: items.length,
    drawn: { first: drawn[0]?.index ?? 0, last: lastDrawn },
    initial: Math.max(
      0,
      items.findIndex(({ room_id }) => room_id === openRoomId),
    ),
    reveal: useCallback((index: number) => rows.scrollToIndex(index), [rows]),
  })
  const isNearEnd = lastDrawn >= items.length - 5
  useEffect(() => {
    if (isNearEnd && hasMore) loadMore()
  }, [isNearEnd, hasMore, loadMore])
  return (
    <div
      ref={box}
      className={classes.scroll}
      onScroll={(event) => leftAt.set(name, event.currentTarget.scrollTop)}
    >
      <ul
        {...roving.listProps}
        className={classes.list}
        aria-label={t('rooms.list')}
        style={{ height: rows.getTotalSize() }}
      >
        {drawn.map(({ index, key, start, size }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <li
              key={key}
              aria-setsize={hasMore ? -1 : items.length}
              aria-posinset={index + 1}
              className={classes.item}
              style={{ height: size, insetBlockStart: start }}
            >
              <RoomRow
                item={item}
                isOpen={item.room_id === openRoomId}
                roving={roving.itemProps(index)}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
