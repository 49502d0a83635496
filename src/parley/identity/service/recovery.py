"""Proving an address, and getting back in when the password is forgotten."""

from parley.ground.db.work import UnitOfWork, Work
from parley.ground.ids import secret_hash
from parley.ground.jobs.queue import defer
from parley.identity.addresses import address_key
from parley.identity.errors import AccountInvalid, AccountNotFound, LinkInvalid
from parley.identity.model import Viewer
from parley.identity.passwords import PasswordRefused, check_password_choice
from parley.identity.service.mails import send_password_changed_mail, send_reset_mail, send_sign_up_mail
from parley.identity.service.sessions import end_all
from parley.identity.store import accounts, links
from parley.identity.store.accounts import AddressTaken

RESET_JOB = "identity.send_password_reset"


async def request_verification(uow: UnitOfWork, viewer: Viewer) -> None:
    """Send the mail of the sign-up again, if the address is not verified yet.

    Queues: a mail
    """
    me = await accounts.find_me(uow.conn, viewer.account_id)
    if me is None:
        raise AccountNotFound
    if not me.email_verified:
        email_key = address_key(me.email)
        await send_sign_up_mail(uow, me, email_key, await accounts.find_owner(uow.conn, email_key))


async def verify_email(uow: UnitOfWork, token: str) -> None:
    """Count the address as proved by whoever has the link. Using the link again does no harm: mail programs open links on their own.

    Raises: link.invalid, also when another account has proved the address in the meantime
    """
    target = await links.find_link(uow.conn, secret_hash(token), "verify", uow.now())
    if target is None:
        raise LinkInvalid
    try:
        if not await accounts.verify_address(uow.conn, target.account_id, target.email_key, uow.now()):
            raise LinkInvalid
    except AddressTaken:
        raise LinkInvalid("Another account has confirmed this address. Sign in to that one, or reset its password.") from None


async def request_password_reset(uow: UnitOfWork, email: str) -> None:
    """Have a reset link mailed, if the address has an account. Finding out is left to a job, so that the answer cannot tell.

    Queues: identity.send_password_reset
    """
    await defer(uow, RESET_JOB, email_key=address_key(email))


async def send_password_reset(work: Work, *, email_key: str) -> None:
    """The job behind `request_password_reset`. Run twice it sends two mails, both of which work."""
    async with work.writing() as uow:
        candidate = await accounts.find_candidate(uow.conn, email_key)
        me = await accounts.find_me(uow.conn, candidate.account_id) if candidate else None
        if me is not None:
            await send_reset_mail(uow, me, email_key)


async def check_new_password(work: Work, token: str, password: str) -> None:
    """Whether the link works and the password may be chosen, before the work of hashing it is done.

    Raises: link.invalid, account.invalid
    """
    async with work.reading() as uow:
        target = await links.find_link(uow.conn, secret_hash(token), "reset", uow.now())
        me = await accounts.find_me(uow.conn, target.account_id) if target else None
    if me is None:
        raise LinkInvalid
    try:
        check_password_choice(password, me.email, me.display_name)
    except PasswordRefused as refusal:
        raise AccountInvalid(str(refusal), fields={"password": str(refusal)}) from None


async def reset_password(uow: UnitOfWork, token: str, new_hash: str) -> None:
    """Set a new password with the link of a mail. It proves the address, and ends every session and API token: whoever had them may be
    whom the password is changed against.

    Raises: link.invalid
    Signals: SessionEnded for each session and token. Queues: a mail to the owner
    """
    target = await links.use_reset_link(uow.conn, secret_hash(token), uow.now())
    if target is None:
        raise LinkInvalid
    me = await accounts.replace_password(uow.conn, target.account_id, new_hash)
    try:
        proved = await accounts.verify_address(uow.conn, target.account_id, target.email_key, uow.now())
    except AddressTaken:
        proved = False
    if me is None or not proved:
        raise LinkInvalid
    await end_all(uow, target.account_id, and_tokens=True)
    await send_password_changed_mail(uow, me)
