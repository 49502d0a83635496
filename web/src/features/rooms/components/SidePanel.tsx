import { ActionIcon, Tabs } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RoomDetail } from '@/contract'
import { t } from '@/ground/i18n'
import { ScrollRegion, useIsWide } from '@/ui'
import { DetailsPanel } from './DetailsPanel'
import { PeoplePanel } from './PeoplePanel'
import classes from './SidePanel.module.css'
import { PANELS, type Panel, useSidePanel } from './useSidePanel'

export interface SidePanelProps {
  detail: RoomDetail
  /** What other features keep of a room: a panel each. */
  panels: Record<Exclude<Panel, 'details' | 'people'>, ReactNode>
}

/** What a conversation belongs to, who is in it, and what is kept of it, beside the conversation. */
export function SidePanel({ detail, panels }: SidePanelProps) {
  const contents: Record<Panel, ReactNode> = {
    details: <DetailsPanel detail={detail} />,
    people: <PeoplePanel detail={detail} />,
    ...panels,
  }
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
            {contents[name]}
          </ScrollRegion>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
