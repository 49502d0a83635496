import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Room } from '@/contract'
import { useRoomActions } from '@/features/rooms'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { toast, toastError } from '@/ui'
import { editWindowText } from './roomText'
import classes from './SidePanel.module.css'

/** What is offered for editing, in seconds; null is without limit. */
const WINDOWS: readonly (number | null)[] = [0, 300, 900, 3_600, 86_400, null]

/** The server's limit for a title. */
const LONGEST_TITLE = 120

/** What an owner or an admin can set: the name of a group, and how long messages can be edited. */
export function RoomSettings({ room }: { room: Room }) {
  return (
    <section className={classes.section}>
      {room.kind === 'group' ? <Rename key={room.title} room={room} /> : null}
      <EditWindow room={room} />
    </section>
  )
}

function Rename({ room }: { room: Room }) {
  const { change } = useRoomActions(room.id)
  const [title, setTitle] = useState(room.title ?? '')
  const isChanged = title.trim() !== '' && title.trim() !== room.title
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isChanged) return
    change({ title: title.trim() }).then(
      () => toast(t('rooms.renamed')),
      (error: unknown) => toastError(explain(error)),
    )
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('rooms.rename')}
        value={title}
        maxLength={LONGEST_TITLE}
        dir="auto"
        onChange={(event) => setTitle(event.currentTarget.value)}
        rightSectionWidth={isChanged ? 72 : 0}
        rightSection={
          isChanged ? (
            <Button type="submit" size="compact-sm">
              {t('action.save')}
            </Button>
          ) : null
        }
      />
    </form>
  )
}

function EditWindow({ room }: { room: Room }) {
  const { change } = useRoomActions(room.id)
  const current = room.edit_window_seconds
  const offered = WINDOWS.includes(current) ? WINDOWS : [current, ...WINDOWS]
  const choose = (value: string) =>
    change({ edit_window_seconds: value === '' ? null : Number(value) }).then(
      () => toast(t('rooms.edit_window.saved')),
      (error: unknown) => toastError(explain(error)),
    )
  return (
    <NativeSelect
      label={t('rooms.edit_window')}
      description={t('rooms.edit_window.hint')}
      value={current === null ? '' : String(current)}
      onChange={(event) => choose(event.currentTarget.value)}
      data={offered.map((seconds) => ({
        value: seconds === null ? '' : String(seconds),
        label: editWindowText(seconds),
      }))}
    />
  )
}
