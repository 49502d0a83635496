"""Operators, and how the first one comes about without a default password."""

from datetime import timedelta

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import new_secret, secret_hash
from parley.identity.errors import OperatorClaimInvalid, OperatorRequired
from parley.identity.model import Me, Viewer
from parley.identity.settings import IdentitySettings
from parley.identity.store import accounts, links


def require_operator(viewer: Viewer | None) -> None:
    """Raises: operator.required"""
    if viewer is None or not viewer.is_operator:
        raise OperatorRequired


async def issue_operator_claim(uow: UnitOfWork, *, anew: bool = False) -> str | None:
    """The secret of the link that makes whoever is signed in the first operator, to be shown to whoever can read the server's terminal.

    None once there is an operator, or while an earlier link still works (its secret is not kept). `anew` replaces that one.
    """
    await links.lock_operator_claims(uow.conn)
    if await accounts.has_operator(uow.conn):
        return None
    now = uow.now()
    if not anew and await links.has_operator_claim(uow.conn, now):
        return None
    secret = new_secret()
    expires_at = now + timedelta(hours=uow.settings(IdentitySettings).operator_link_hours)
    await links.replace_operator_claim(uow.conn, secret_hash(secret), now=now, expires_at=expires_at)
    return secret


async def claim_operator(uow: UnitOfWork, viewer: Viewer, token: str) -> Me:
    """Make the viewer the first operator.

    Raises: operator.claim_invalid
    """
    await links.lock_operator_claims(uow.conn)
    if not await links.use_operator_claim(uow.conn, secret_hash(token), uow.now()) or await accounts.has_operator(uow.conn):
        raise OperatorClaimInvalid
    me = await accounts.make_operator(uow.conn, viewer.account_id)
    if me is None:
        raise OperatorClaimInvalid
    return me
