import type { AccountBrief } from '@/contract'
import { t } from '@/ground/i18n'

/** A name for an account id, as the viewer sees it; "Somebody" for who is unknown. */
export function nameIn(people: ReadonlyMap<string, AccountBrief>, id: string | null): string {
  return (id === null ? undefined : people.get(id)?.display_name) ?? t('messages.somebody')
}

/** Names of several people, the viewer as "You" and first. */
export function namesOf(
  people: ReadonlyMap<string, AccountBrief>,
  ids: readonly string[],
  meId: string,
): string[] {
  const others = ids.filter((id) => id !== meId).map((id) => nameIn(people, id))
  return ids.includes(meId) ? [t('messages.you'), ...others] : others
}
