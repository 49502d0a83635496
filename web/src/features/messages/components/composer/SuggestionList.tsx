import { VisuallyHidden } from '@mantine/core'
import { t } from '@/ground/i18n'
import { Face } from '@/ui'
import classes from './Composer.module.css'
import type { Suggestions } from './useSuggestions'

/** The people offered for a mention, above the text field, which keeps the focus. */
export function SuggestionList({ suggestions }: { suggestions: Suggestions }) {
  const { people, active, listId, optionId, take } = suggestions
  if (people.length === 0) return null
  return (
    <>
      <div
        id={listId}
        role="listbox"
        aria-label={t('composer.suggestions')}
        className={classes.suggestions}
      >
        {people.map((person, index) => (
          <div
            key={person.accountId}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.suggestion}
            onPointerDown={(event) => {
              // The text field keeps the focus.
              event.preventDefault()
              take(person)
            }}
          >
            <Face id={person.accountId} name={person.name} size={24} />
            <span dir="auto">{person.label}</span>
          </div>
        ))}
      </div>
      <VisuallyHidden role="status">
        {t('composer.suggestions_count', { count: people.length })}
      </VisuallyHidden>
    </>
  )
}
