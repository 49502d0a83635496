import { TextInput, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useCreateRoom } from '@/features/rooms'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { Palette, toastError } from '@/ui'
import classes from './Jump.module.css'
import { TargetLine } from './TargetLine'
import { useActs } from './useActs'
import { type Target, useTargets } from './useTargets'

export interface JumpProps {
  opened: boolean
  onClose: () => void
  onShowKeys: () => void
}

/** A field that finds rooms, people and things to do by a few letters, and goes there with Enter. */
export function Jump({ opened, onClose, onShowKeys }: JumpProps) {
  const [hasChosen, setHasChosen] = useState(false)
  const close = (chosen: boolean) => {
    setHasChosen(chosen)
    onClose()
  }
  return (
    <Palette
      opened={opened}
      label={t('jump.title')}
      returnFocus={!hasChosen}
      onClose={() => close(false)}
    >
      <Finder onShowKeys={onShowKeys} onDone={() => close(true)} />
    </Palette>
  )
}

const GROUPS = ['rooms', 'people', 'acts'] as const

function Finder({ onShowKeys, onDone }: { onShowKeys: () => void; onDone: () => void }) {
  const listId = useId()
  const { roomId } = useParams({ strict: false })
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const targets = useTargets(text, roomId, useActs(onShowKeys))
  const go = useGo(onDone)
  const all = GROUPS.flatMap((group) => targets[group])
  const active = Math.min(chosen, all.length - 1)
  const optionId = (target: Target | undefined) => (target ? `${listId}-${target.id}` : undefined)
  const activeId = optionId(all[active])
  useEffect(() => {
    const option = activeId === undefined ? null : document.getElementById(activeId)
    option?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const target = all[active]
    if (event.key === 'Enter' && target) go(target)
    else if (event.key === 'ArrowDown') setChosen((active + 1) % all.length)
    else if (event.key === 'ArrowUp') setChosen((active - 1 + all.length) % all.length)
    else return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        role="combobox"
        aria-label={t('jump.title')}
        aria-expanded={all.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        classNames={{ input: classes.input }}
        variant="unstyled"
        size="lg"
        placeholder={t('jump.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={text}
        dir="auto"
        autoComplete="off"
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={t('jump.results')} className={classes.list}>
        {GROUPS.map((group) =>
          targets[group].length === 0 ? null : (
            <fieldset key={group} className={classes.group} aria-label={t(`jump.group.${group}`)}>
              <div className={classes.heading} aria-hidden="true">
                {t(`jump.group.${group}`)}
              </div>
              {targets[group].map((target) => (
                <TargetLine
                  key={target.id}
                  id={optionId(target)}
                  target={target}
                  isActive={target === all[active]}
                  onPoint={() => setChosen(all.indexOf(target))}
                  onChoose={() => go(target)}
                />
              ))}
            </fieldset>
          ),
        )}
      </div>
      <p className={classes.nothing} role="status">
        {all.length === 0 && !targets.isLoading ? t('jump.nothing') : null}
        {all.length === 0 ? null : (
          <VisuallyHidden>{t('jump.count', { count: all.length })}</VisuallyHidden>
        )}
      </p>
    </>
  )
}

/** Goes to what was chosen; a person one has not written with yet gets a room. */
function useGo(onDone: () => void): (target: Target) => void {
  const navigate = useNavigate()
  const { direct } = useCreateRoom()
  const open = (roomId: string) => navigate({ to: '/messages/$roomId', params: { roomId } })
  return (target) => {
    onDone()
    if (target.kind === 'act') target.act.run()
    else if (target.kind === 'room') void open(target.item.room_id)
    else {
      direct(target.person.id).then(open, (error: unknown) => toastError(explain(error)))
    }
  }
}
