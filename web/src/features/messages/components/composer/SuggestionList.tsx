import { VisuallyHidden } from '@mantine/core'
import { t } from '@/ground/i18n'
import { Face } from '@/ui'
import classes from './Composer.module.css'
import type { Suggestion, Suggestions } from './useSuggestions'

/** What is offered for a mention or an emoji, above the text field, which keeps the focus. */
export function SuggestionList({ suggestions }: { suggestions: Suggestions }) {
  const { items, active, listId, optionId, take } = suggestions
  const [first] = items
  if (first === undefined) return null
  return (
    <>
      <div
        id={listId}
        role="listbox"
        aria-label={
          first.kind === 'person' ? t('composer.suggestions') : t('composer.suggestions_emoji')
        }
        className={classes.suggestions}
      >
        {items.map((item, index) => (
          <div
            key={item.key}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.suggestion}
            onPointerDown={(event) => {
              // The text field keeps the focus.
              event.preventDefault()
              take(item)
            }}
          >
            <Offer item={item} />
          </div>
        ))}
      </div>
      <VisuallyHidden role="status">
        {first.kind === 'person'
          ? t('composer.suggestions_count', { count: items.length })
          : t('composer.suggestions_emoji_count', { count: items.length })}
      </VisuallyHidden>
    </>
  )
}

function Offer({ item }: { item: Suggestion }) {
  if (item.kind === 'person') {
    return (
      <>
        <Face id={item.person.accountId} name={item.person.name} size={24} />
        <span dir="auto">{item.person.label}</span>
      </>
    )
  }
  return (
    <>
      <span className={classes.suggestedEmoji} aria-hidden="true">
        {item.emoji.character}
      </span>
      <span>{item.emoji.name}</span>
    </>
  )
}
