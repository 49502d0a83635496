import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { t } from '@/ground/i18n'
import type { FilesView } from './useFiles'

/** So far before its end the list is loaded on. */
const AHEAD = '400px'

/** Loads the list on as its end comes into sight; and a button for whoever does not scroll. */
export function More({ view }: { view: FilesView }) {
  const button = useRef<HTMLButtonElement>(null)
  const { hasMore } = view
  const loadMore = useEffectEvent(() => view.loadMore())
  useEffect(() => {
    if (!hasMore || button.current === null) return
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) loadMore()
      },
      { rootMargin: AHEAD },
    )
    observer.observe(button.current)
    return () => observer.disconnect()
  }, [hasMore])
  if (!hasMore) return null
  return (
    <Button
      ref={button}
      variant="subtle"
      fullWidth
      loading={view.isLoadingMore}
      onClick={view.loadMore}
    >
      {t('files.more')}
    </Button>
  )
}
