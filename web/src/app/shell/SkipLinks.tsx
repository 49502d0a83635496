import { UnstyledButton } from '@mantine/core'
import { useParams, useRouterState } from '@tanstack/react-router'
import { t } from '@/ground/i18n'
import { focusPlace, type Place } from '@/ground/keyboard'
import { useIsNarrow } from '@/ui'
import classes from './shell.module.css'

/** For who comes with the Tab key: past what is the same on every page. They are seen only while they have the focus. */
export function SkipLinks() {
  const places = usePlaces()
  return (
    <nav className={classes.skips} aria-label={t('app.skip_links')}>
      <a href="#main" className={classes.skip}>
        {t('app.skip')}
      </a>
      {places.map((place) => (
        <UnstyledButton key={place} className={classes.skip} onClick={() => focusPlace(place)}>
          {t(`app.skip.${place}`)}
        </UnstyledButton>
      ))}
    </nav>
  )
}

type Skipped = Extract<Place, 'list' | 'content' | 'editor'>

function usePlaces(): Skipped[] {
  const { roomId } = useParams({ strict: false })
  const isNarrow = useIsNarrow()
  const isMessages = useRouterState({
    select: ({ location }) => /^\/messages(\/|$)/.test(location.pathname),
  })
  if (!isMessages) return []
  if (roomId === undefined) return ['list']
  return isNarrow ? ['content', 'editor'] : ['list', 'content', 'editor']
}
