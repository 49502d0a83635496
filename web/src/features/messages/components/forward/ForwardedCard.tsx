import { IconArrowForwardUp } from '@tabler/icons-react'
import { formatDateTime, formatShort, t } from '@/ground/i18n'
import type { Forwarded } from '@/ground/sync'
import { isolated } from '@/ui'
import { MessageText } from '../message/MessageText'
import classes from './forward.module.css'

/** What somebody said elsewhere, with their name on it. `id` tells it from every other text of the conversation. */
export function ForwardedCard({ id, forwarded }: { id: string; forwarded: Forwarded }) {
  const { author_name: name, created_at: at, text } = forwarded
  return (
    <figure className={classes.card}>
      <figcaption className={classes.caption}>
        <IconArrowForwardUp size={14} aria-hidden="true" className={classes.icon} />
        {t('forward.from', { name: isolated(name) })}{' '}
        <time dateTime={at} title={formatDateTime(at)}>
          {formatShort(at)}
        </time>
      </figcaption>
      <MessageText id={`${id}:forwarded`} text={text} />
    </figure>
  )
}
