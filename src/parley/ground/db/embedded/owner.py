"""Who runs the embedded server: ourselves, or as root an unprivileged user."""

import os
import pwd
import sys

from parley.ground.children import Owner

# The first that exists. An operator who wants a user of its own makes one called `parley`.
_CANDIDATES = ("parley", "postgres", "nobody")


class EmbeddedUnavailable(Exception):
    """The embedded PostgreSQL cannot run here. The message says why and what to do."""


def find_owner() -> Owner | None:
    """The user to switch to, or None to stay who we are.

    Raises: EmbeddedUnavailable
    """
    if os.geteuid() != 0:
        return None
    if sys.platform != "linux":
        raise EmbeddedUnavailable("PostgreSQL does not run as root. Start Parley as an ordinary user, or set --database-url.")
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Owner(entry.pw_uid, entry.pw_gid, name)
    raise EmbeddedUnavailable(
        f"PostgreSQL does not run as root, and none of the users {', '.join(_CANDIDATES)} exists. "
        "Start Parley as an ordinary user, create a user called parley, or set --database-url."
    )
