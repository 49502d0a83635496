import { useOnline } from '@/features/presence'
import { t } from '@/ground/i18n'
import { Face } from '@/ui'

interface OnlineFaceProps {
  account: { id: string; display_name: string }
  size?: number
}

/** A person's face with the mark of being online. */
export function OnlineFace({ account, size = 32 }: OnlineFaceProps) {
  const isOnline = useOnline(account.id)
  return (
    <Face
      id={account.id}
      name={account.display_name}
      size={size}
      onlineLabel={isOnline ? t('people.online') : undefined}
    />
  )
}
