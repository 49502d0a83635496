"""What identity tells the rest once it is committed. Each is sent with `uow.signal` on the subject named."""

import msgspec

from parley.identity.model import AccountBrief


class SessionEnded(msgspec.Struct, frozen=True, tag="session.ended"):
    """On `session.<id>` or `token.<id>`: it no longer speaks for the account; whatever hangs on it is to be cut."""

    id: str


class ProfileChanged(msgspec.Struct, frozen=True, tag="profile.changed"):
    """On `profile.changed`: what others see of this account is different."""

    account: AccountBrief
