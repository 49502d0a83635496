import { Button } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountBrief } from '@/contract'
import { explain } from '@/ground/http'
import { t } from '@/ground/i18n'
import { EmptyState, ErrorState, Face, SkeletonRows, toast, toastError } from '@/ui'
import { account, blocksQuery } from '../queries'
import { Section } from '../Section'
import classes from './settings.module.css'

/** People one has blocked. */
export function BlockedPage() {
  return (
    <Section title={t('account.blocked.title')} lead={t('account.blocked.lead')} level={1}>
      <BlockedList />
    </Section>
  )
}

function BlockedList() {
  const query = useQuery(blocksQuery)
  const client = useQueryClient()
  const unblock = async (person: AccountBrief) => {
    try {
      await account.unblock(person.id)
      toast(t('account.blocked.done', { name: person.display_name }))
    } catch (error) {
      toastError(explain(error))
    }
    await client.invalidateQueries({ queryKey: blocksQuery.queryKey })
    await client.invalidateQueries({ queryKey: ['profile', person.id] })
  }
  if (query.isPending) return <SkeletonRows rows={2} label={t('account.loading')} />
  if (query.isError) {
    const action = { label: t('action.retry'), onClick: () => void query.refetch() }
    return <ErrorState title={explain(query.error)} action={action} compact />
  }
  if (query.data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconUserOff size={28} />}
        title={t('account.blocked.empty')}
        hint={t('account.blocked.empty_hint')}
      />
    )
  }
  return (
    <ul className={classes.rows}>
      {query.data.items.map((person) => (
        <li key={person.id} className={classes.row}>
          <Face id={person.id} name={person.display_name} />
          <span className={classes.what} style={{ flex: 1 }}>
            <span className={classes.name}>{person.display_name}</span>
            <span className={classes.quiet}>{person.headline}</span>
          </span>
          <Button size="xs" variant="default" onClick={() => void unblock(person)}>
            {t('account.blocked.unblock')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
