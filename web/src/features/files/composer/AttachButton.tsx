import { IconPaperclip } from '@tabler/icons-react'
import { type ComponentProps, useRef } from 'react'
import { t } from '@/ground/i18n'
import { IconAction } from '@/ui'
import { useAttach } from './useAttach'

interface AttachButtonProps
  extends Omit<ComponentProps<typeof IconAction>, 'label' | 'icon' | 'onClick'> {
  /** The room or topic whose composer it stands in. */
  place: string
}

/** Lets one choose files from the device. */
export function AttachButton({ place, ...rest }: AttachButtonProps) {
  const field = useRef<HTMLInputElement>(null)
  const attach = useAttach(place)
  return (
    <>
      <IconAction
        {...rest}
        label={t('files.attach')}
        icon={<IconPaperclip size={18} aria-hidden="true" />}
        onClick={() => field.current?.click()}
      />
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t('files.attach')}
        onChange={({ currentTarget }) => {
          attach([...(currentTarget.files ?? [])])
          // Else the same file could not be chosen a second time.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
