"""Sessions and API tokens: opened, asked who they speak for, ended."""

from datetime import timedelta

from parley.ground.clock import rfc3339
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.ids import new_id, new_secret, secret_hash
from parley.identity.addresses import address_key
from parley.identity.errors import (
    AccountInvalid,
    AccountNotFound,
    CredentialsWrong,
    PasswordWrong,
    SessionNotFound,
    TokenLimit,
    TokenNotFound,
)
from parley.identity.events import SessionEnded
from parley.identity.model import ApiToken, Device, IssuedToken, Me, SessionBrief, SignedIn, Viewer
from parley.identity.passwords import PasswordRefused, check_password_choice, compare_password
from parley.identity.service.mails import send_password_changed_mail
from parley.identity.settings import IdentitySettings
from parley.identity.store import accounts, links, sessions
from parley.identity.store.accounts import Candidate
from parley.identity.store.sessions import NewSession
from parley.identity.wording import clean_line

# So that secret scanners, and people, recognise one that leaked.
TOKEN_PREFIX = "parley_"
# How exact `last_seen_at` and `last_used_at` are: a busy session writes once in this time.
TOUCH_EVERY = timedelta(minutes=5)

MAX_USER_AGENT = 300
MAX_ADDRESS = 45
MAX_TOKEN_NAME = 80


async def authenticate(work: Work, *, session_secret: str | None, token_secret: str | None) -> Viewer | None:
    """Who asks, by API token if there is one, else by session. One statement; every five minutes of use one more, to note it."""
    async with work.reading() as uow:
        stale_before = uow.now() - TOUCH_EVERY
        if token_secret is not None:
            found = await sessions.find_token(uow.conn, secret_hash(token_secret), stale_before)
        elif session_secret is not None:
            found = await sessions.find_session(uow.conn, secret_hash(session_secret), uow.now(), stale_before)
        else:
            return None
    if found is None:
        return None
    viewer, is_stale = found
    if is_stale:
        async with work.writing() as uow:
            await _touch(uow, viewer)
    return viewer


async def authenticate_session(uow: UnitOfWork, secret: str) -> Viewer | None:
    """Who the session speaks for; None when it has ended. Does not count as use of it."""
    found = await sessions.find_session(uow.conn, secret_hash(secret), uow.now(), uow.now())
    return found[0] if found else None


async def authenticate_token(uow: UnitOfWork, secret: str) -> Viewer | None:
    """Who the API token speaks for; None when it was revoked. Does not count as use of it."""
    found = await sessions.find_token(uow.conn, secret_hash(secret), uow.now())
    return found[0] if found else None


async def prove_password(work: Work, email: str, password: str) -> tuple[Candidate, str | None]:
    """The account that the address speaks for, if the password is its; and a newer hash to keep, if the kept one is out of date.

    One look-up and one comparison whether or not there is such an account. No connection is held while comparing.

    Raises: session.wrong_credentials, server.unavailable
    """
    async with work.reading() as uow:
        candidate = await accounts.find_candidate(uow.conn, address_key(email))
    comparison = await compare_password(password, candidate.password_hash if candidate else None)
    if candidate is None or not comparison.is_right:
        raise CredentialsWrong
    return candidate, comparison.new_hash


async def sign_in(uow: UnitOfWork, proved: Candidate, new_hash: str | None, device: Device) -> SignedIn:
    """Open a session for an account whose password was proved.

    Raises: session.wrong_credentials, when the password was changed in between
    """
    me = None
    if proved.password_hash is not None:
        if new_hash is not None:
            me = await accounts.replace_password(uow.conn, proved.account_id, new_hash, if_hash=proved.password_hash)
        else:
            me = await sessions.lock_account_with_password(uow.conn, proved.account_id, proved.password_hash)
    if me is None:
        raise CredentialsWrong
    return await open_session(uow, me, device)


async def open_session(uow: UnitOfWork, me: Me, device: Device) -> SignedIn:
    """Open a session for an account that has proved itself in some other way."""
    settings = uow.settings(IdentitySettings)
    secret, now = new_secret(), uow.now()
    session = NewSession(
        id=new_id(),
        secret_hash=secret_hash(secret),
        user_agent=clean_line(device.user_agent)[:MAX_USER_AGENT],
        address=device.address[:MAX_ADDRESS],
        created_at=now,
        expires_at=now + timedelta(days=min(settings.session_idle_days, settings.session_days)),
    )
    await sessions.insert_session(uow.conn, me.id, session)
    return SignedIn(me, secret, settings.session_days * 86_400)


async def list_sessions(uow: UnitOfWork, viewer: Viewer) -> list[SessionBrief]:
    """One's own sessions, the last used first."""
    return await sessions.list_sessions(uow.conn, viewer.account_id, viewer.session_id, uow.now())


async def end_session(uow: UnitOfWork, viewer: Viewer, session_id: str | None) -> None:
    """End one of one's own sessions, here or elsewhere.

    Raises: session.not_found
    Signals: SessionEnded
    """
    if session_id is None or not await sessions.delete_session(uow.conn, viewer.account_id, session_id):
        raise SessionNotFound
    uow.signal(f"session.{session_id}", SessionEnded(session_id))


async def end_all(uow: UnitOfWork, account_id: str, *, except_session: str | None = None, and_tokens: bool) -> None:
    """End the account's sessions but one, and its API tokens too if asked.

    Signals: SessionEnded for each
    """
    for session_id in await sessions.delete_sessions(uow.conn, account_id, except_id=except_session):
        uow.signal(f"session.{session_id}", SessionEnded(session_id))
    if and_tokens:
        for token_id in await sessions.delete_tokens(uow.conn, account_id):
            uow.signal(f"token.{token_id}", SessionEnded(token_id))


async def check_current_password(work: Work, viewer: Viewer, current: str, new: str) -> str:
    """The hash of the current password, once it was proved and the new one found acceptable.

    Raises: password.wrong, account.invalid, server.unavailable
    """
    async with work.reading() as uow:
        me = await accounts.find_me(uow.conn, viewer.account_id)
        stored = await accounts.find_password(uow.conn, viewer.account_id)
    if me is None:
        raise AccountNotFound
    try:
        check_password_choice(new, me.email, me.display_name)
    except PasswordRefused as refusal:
        raise AccountInvalid(str(refusal), fields={"new": str(refusal)}) from None
    comparison = await compare_password(current, stored)
    if stored is None or not comparison.is_right:
        raise PasswordWrong
    return stored


async def change_password(uow: UnitOfWork, viewer: Viewer, *, old_hash: str, new_hash: str) -> None:
    """Replace the password and end every other session. API tokens go on: they were made to outlive passwords, and are listed beside.

    Raises: password.wrong, when it was changed in between
    Signals: SessionEnded for each ended session. Queues: a mail to the owner
    """
    me = await accounts.replace_password(uow.conn, viewer.account_id, new_hash, if_hash=old_hash)
    if me is None:
        raise PasswordWrong
    await links.delete_reset_links(uow.conn, viewer.account_id)
    await end_all(uow, viewer.account_id, except_session=viewer.session_id, and_tokens=False)
    await send_password_changed_mail(uow, me)


async def issue_token(uow: UnitOfWork, viewer: Viewer, name: str) -> IssuedToken:
    """Make an API token, whose secret is shown this once.

    Raises: account.invalid, token.limit
    """
    cleaned = clean_line(name)
    if not 1 <= len(cleaned) <= MAX_TOKEN_NAME:
        said = f"Name the token in 1 to {MAX_TOKEN_NAME} characters, for what it is used."
        raise AccountInvalid(said, fields={"name": said})
    secret, now = TOKEN_PREFIX + new_secret(), uow.now()
    token = ApiToken(new_id(), cleaned, rfc3339(now), None)
    most = uow.settings(IdentitySettings).api_tokens_per_account
    if not await sessions.insert_token(uow.conn, viewer.account_id, token, secret_hash(secret), most=most):
        raise TokenLimit
    return IssuedToken(token.id, token.name, token.created_at, secret)


async def list_tokens(uow: UnitOfWork, viewer: Viewer) -> list[ApiToken]:
    return await sessions.list_tokens(uow.conn, viewer.account_id)


async def revoke_token(uow: UnitOfWork, viewer: Viewer, token_id: str) -> None:
    """Raises: token.not_found. Signals: SessionEnded"""
    if not await sessions.delete_token(uow.conn, viewer.account_id, token_id):
        raise TokenNotFound
    uow.signal(f"token.{token_id}", SessionEnded(token_id))


async def _touch(uow: UnitOfWork, viewer: Viewer) -> None:
    settings = uow.settings(IdentitySettings)
    if viewer.session_id is not None:
        idle, longest = timedelta(days=settings.session_idle_days), timedelta(days=settings.session_days)
        await sessions.touch_session(uow.conn, viewer.session_id, uow.now(), idle, longest)
    elif viewer.token_id is not None:
        await sessions.touch_token(uow.conn, viewer.token_id, uow.now())


async def delete_expired(uow: UnitOfWork) -> None:
    """Take away sessions and one-time links that have ended by themselves."""
    await links.delete_expired(uow.conn, uow.now())
