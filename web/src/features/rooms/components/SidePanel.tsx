import { ActionIcon, Tabs } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { RoomDetail } from '@/contract'
import { t } from '@/ground/i18n'
import { ScrollRegion, useIsWide } from '@/ui'
import { DetailsPanel } from './DetailsPanel'
import { PeoplePanel } from './PeoplePanel'
import classes from './SidePanel.module.css'
import { PANELS, useSidePanel } from './useSidePanel'

/** What a conversation belongs to and who is in it, beside the conversation. */
export function SidePanel({ detail }: { detail: RoomDetail }) {
  const { panel = 'details', show, close } = useSidePanel()
  const isWide = useIsWide()
  return (
    <Tabs
      value={panel}
      onChange={(value) => show(PANELS.find((name) => name === value))}
      className={classes.root}
      keepMounted={false}
    >
      <Tabs.List className={classes.tabs}>
        {PANELS.map((name) => (
          <Tabs.Tab key={name} value={name} className={classes.tab}>
            {t(`rooms.panel.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {isWide ? (
        <ActionIcon
          className={classes.close}
          size="max(28px, var(--ui-target))"
          aria-label={t('rooms.panel.close')}
          onClick={close}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      ) : null}
      {PANELS.map((name) => (
        <Tabs.Panel key={name} value={name} className={classes.panel}>
          <ScrollRegion label={t(`rooms.panel.${name}`)} className={classes.scroll}>
            {name === 'details' ? (
              <DetailsPanel detail={detail} />
            ) : (
              <PeoplePanel detail={detail} />
            )}
          </ScrollRegion>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
