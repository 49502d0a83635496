import { Menu } from '@mantine/core'
import { IconKeyboard, IconLogout, IconMail, IconSettings, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useConfig, useMe, useSignOut } from '@/features/session'
import { t } from '@/ground/i18n'
import { ActionMenu } from '@/ui'
import { OwnFace } from './OwnFace'
import classes from './OwnMenu.module.css'

export interface OwnMenuProps {
  onShowKeys: () => void
}

/** One's own profile, settings, and the way out. */
export function OwnMenu({ onShowKeys }: OwnMenuProps) {
  const me = useMe()
  const config = useConfig()
  const signOut = useSignOut()
  const readsMail = me.is_operator || config?.development === true
  return (
    <ActionMenu width={240} trigger={<OwnFace />}>
      <div className={classes.who}>
        <span className={classes.name}>{me.display_name}</span>
        <span className={classes.email}>{me.email}</span>
      </div>
      <Menu.Divider />
      <Menu.Item
        renderRoot={(props) => (
          <Link {...props} to="/people/$accountId" params={{ accountId: me.id }} />
        )}
        leftSection={<IconUser size={18} aria-hidden />}
      >
        {t('app.own_profile')}
      </Menu.Item>
      <Menu.Item
        component={Link}
        to="/settings/profile"
        leftSection={<IconSettings size={18} aria-hidden />}
      >
        {t('app.settings')}
      </Menu.Item>
      <Menu.Item leftSection={<IconKeyboard size={18} aria-hidden />} onClick={onShowKeys}>
        {t('app.keys.title')}
      </Menu.Item>
      {readsMail ? (
        <Menu.Item component={Link} to="/outbox" leftSection={<IconMail size={18} aria-hidden />}>
          {t('operator.outbox.title')}
        </Menu.Item>
      ) : null}
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
        {t('app.sign_out')}
      </Menu.Item>
    </ActionMenu>
  )
}
