import { useMantineColorScheme } from '@mantine/core'
import {
  IconAddressBook,
  IconAdjustments,
  IconKeyboard,
  IconMoon,
  IconPencilPlus,
  IconSun,
  IconUser,
  IconUsersPlus,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askForConversation } from '@/features/rooms'
import { useMe } from '@/features/session'
import { t } from '@/ground/i18n'

export interface Act {
  key: string
  label: string
  icon: ReactNode
  run: () => void
}

const ICON = 18

/** What one can do from anywhere by its name. */
export function useActs(showKeys: () => void): Act[] {
  const me = useMe()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = document.documentElement.dataset.mantineColorScheme === 'dark'
  return [
    {
      key: 'new',
      label: t('rooms.new'),
      icon: <IconPencilPlus size={ICON} />,
      run: () => askForConversation('person'),
    },
    {
      key: 'group',
      label: t('jump.act.group'),
      icon: <IconUsersPlus size={ICON} />,
      run: () => askForConversation('group'),
    },
    {
      key: 'people',
      label: t('people.all'),
      icon: <IconAddressBook size={ICON} />,
      run: () => void navigate({ to: '/people' }),
    },
    {
      key: 'profile',
      label: t('app.own_profile'),
      icon: <IconUser size={ICON} />,
      run: () => void navigate({ to: '/people/$accountId', params: { accountId: me.id } }),
    },
    {
      key: 'preferences',
      label: t('account.preferences.title'),
      icon: <IconAdjustments size={ICON} />,
      run: () => void navigate({ to: '/settings/preferences' }),
    },
    {
      key: 'theme',
      label: isDark ? t('jump.act.light') : t('jump.act.dark'),
      icon: isDark ? <IconSun size={ICON} /> : <IconMoon size={ICON} />,
      run: () => setColorScheme(isDark ? 'light' : 'dark'),
    },
    {
      key: 'keys',
      label: t('jump.act.keys'),
      icon: <IconKeyboard size={ICON} />,
      run: showKeys,
    },
  ]
}
