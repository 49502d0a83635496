import { useMatches } from '@tanstack/react-router'
import { useEffect } from 'react'
import { t } from '@/ground/i18n'

/** The window's title: how much is unread, and which page it is. */
export function useTitle(unread: number): void {
  const matches = useMatches()
  const key = matches.findLast((match) => match.staticData.title)?.staticData.title
  const page = key === undefined ? null : (t as (key: string) => string)(key)
  useEffect(() => {
    const name = page === null ? t('app.name') : t('app.title', { page })
    document.title = unread > 0 ? t('app.title_unread', { unread, name }) : name
  }, [page, unread])
}
