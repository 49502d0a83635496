import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import type { AccountBrief } from '@/contract'
import { t } from '@/ground/i18n'
import { FILE_KINDS, FILE_SORTS, type FileQuery } from '../wire'
import classes from './panel.module.css'

/** A pause in typing after which is searched. */
const SETTLE_MS = 250

interface FiltersProps {
  asked: FileQuery
  /** Who may have sent a file. */
  people: readonly AccountBrief[]
  onAsk: (asked: FileQuery) => void
}

/** Which files are listed, and in which order. */
export function Filters({ asked, people, onAsk }: FiltersProps) {
  const search = useDebouncedCallback(
    (q: string) => onAsk({ ...asked, q: q || undefined }),
    SETTLE_MS,
  )
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.search}
        type="search"
        aria-label={t('files.search')}
        placeholder={t('files.search')}
        defaultValue={asked.q ?? ''}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        onChange={({ currentTarget }) => search(currentTarget.value.trim())}
      />
      <NativeSelect
        aria-label={t('files.kind')}
        value={asked.kind ?? ''}
        data={[
          { value: '', label: t('files.kind.all') },
          ...FILE_KINDS.map((kind) => ({ value: kind, label: t(`files.kind.${kind}`) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onAsk({ ...asked, kind: FILE_KINDS.find((kind) => kind === value) })
        }
      />
      <NativeSelect
        aria-label={t('files.sort')}
        value={asked.sort ?? 'newest'}
        data={FILE_SORTS.map((sort) => ({ value: sort, label: t(`files.sort.${sort}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onAsk({ ...asked, sort: FILE_SORTS.find((sort) => sort === value) })
        }
      />
      {people.length < 2 ? null : (
        <NativeSelect
          className={classes.wide}
          aria-label={t('files.person')}
          value={asked.account_id ?? ''}
          data={[
            { value: '', label: t('files.person.all') },
            ...people.map(({ id, display_name: label }) => ({ value: id, label })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onAsk({ ...asked, account_id: value || undefined })
          }
        />
      )}
    </search>
  )
}
