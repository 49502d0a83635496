"""Accounts made and changed."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import new_id
from parley.identity.addresses import AddressRefused, EmailAddress, parse_address
from parley.identity.errors import AccountInvalid, AccountNotFound
from parley.identity.events import ProfileChanged
from parley.identity.model import AccountBrief, AccountId, Device, Me, Money, Profile, ProfileChange, SignedIn, SignUp
from parley.identity.passwords import PasswordRefused, check_password_choice, hash_password
from parley.identity.people_index import index_person
from parley.identity.places import CURRENCIES, canonical_locale, countries, time_zones
from parley.identity.service.mails import send_sign_up_mail
from parley.identity.service.sessions import open_session
from parley.identity.store import accounts as store
from parley.identity.store.accounts import AddressTaken, NewAccount
from parley.identity.wording import WordingRefused, clean_about, clean_display_name, clean_headline, clean_skills

T = TypeVar("T")

DEFAULT_TIME_ZONE = "UTC"
DEFAULT_LOCALE = "en"
# 10^15 minor units: beyond any rate, within what PostgreSQL and JavaScript count exactly.
_MAX_AMOUNT = 10**15
_REFUSALS = (AddressRefused, PasswordRefused, WordingRefused)


class CheckedSignUp(msgspec.Struct, frozen=True):
    """A sign-up whose every part is acceptable, in the form that is stored. The password is as it was written."""

    email: EmailAddress
    password: str
    display_name: str
    time_zone: str
    locale: str


class _Findings:
    """Gathers what is wrong with each field, so that a person hears of all of it at once."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def check(self, field: str, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except _REFUSALS as refusal:
            self.fields[field] = str(refusal)
            return instead

    def conclude(self) -> None:
        if self.fields:
            raise AccountInvalid(" ".join(self.fields.values()), fields=dict(self.fields))


def check_sign_up(given: SignUp) -> CheckedSignUp:
    """Clean what a new person tells. A time zone or locale that is none counts as not told: a browser said it, not the person.

    Raises: account.invalid with `fields`
    """
    findings = _Findings()
    email = findings.check("email", lambda: parse_address(given.email), EmailAddress("", ""))
    name = findings.check("display_name", lambda: clean_display_name(given.display_name), "")
    findings.check("password", lambda: check_password_choice(given.password, email.address, name), None)
    findings.conclude()
    time_zone = given.time_zone if given.time_zone in time_zones() else DEFAULT_TIME_ZONE
    locale = canonical_locale(given.locale or "") or DEFAULT_LOCALE
    return CheckedSignUp(email, given.password, name, time_zone, locale)


async def sign_up(uow: UnitOfWork, checked: CheckedSignUp, password_hash: str, device: Device) -> SignedIn:
    """Make an account and sign it in. `password_hash` is of `checked.password`, computed before the transaction was opened.

    Whether the address is in use is not told: there is always a new account and always a mail. If somebody has proved the address, the mail
    tells them that they have an account, and the new account can never prove it.

    Queues: a mail
    """
    owner = await store.find_owner(uow.conn, checked.email.key)
    me = await store.insert_account(uow.conn, _new_account(uow, checked, password_hash))
    signed_in = await open_session(uow, me, device)
    await send_sign_up_mail(uow, me, checked.email.key, owner)
    return signed_in


async def create_account(uow: UnitOfWork, given: SignUp, *, operator: bool = False) -> Me:
    """Make an account whose address counts as verified, for the command line and the demo. Nothing is mailed.

    Raises: account.invalid with `fields`, also when somebody has proved the address
    """
    checked = check_sign_up(given)
    account = _new_account(uow, checked, await hash_password(checked.password))
    account = msgspec.structs.replace(account, is_operator=operator, email_verified_at=uow.now())
    try:
        return await store.insert_account(uow.conn, account)
    except AddressTaken:
        taken = "Somebody has an account with this e-mail address."
        raise AccountInvalid(taken, fields={"email": taken}) from None


async def find_me(uow: UnitOfWork, account_id: AccountId) -> Me:
    """Raises: account.not_found, when the account was removed since the viewer was authenticated"""
    me = await store.find_me(uow.conn, account_id)
    if me is None:
        raise AccountNotFound
    return me


async def require_profile(uow: UnitOfWork, account_id: str, viewer_id: AccountId) -> Profile:
    """Somebody's profile as the viewer may see it.

    Raises: account.not_found, also for whoever has blocked the viewer
    """
    profile = await store.find_profile(uow.conn, account_id, viewer_id)
    if profile is None:
        raise AccountNotFound
    return profile


async def change_profile(uow: UnitOfWork, account_id: AccountId, change: ProfileChange) -> Me:
    """Change what is given and leave the rest.

    Raises: account.invalid with `fields`
    Emits: ProfileChanged, when others see a difference
    """
    before = await store.lock_me(uow.conn, account_id)
    if before is None:
        raise AccountNotFound
    after = _changed(before, change)
    await store.update_profile(uow.conn, after, index_person(after.display_name, after.headline, after.skills))
    if (brief := _brief(after)) != _brief(before):
        uow.emit(ProfileChanged(brief))
    return after


def _changed(me: Me, change: ProfileChange) -> Me:
    findings = _Findings()
    given = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET}
    readers: dict[str, Callable[[], object]] = {
        "display_name": lambda: clean_display_name(given["display_name"]),
        "headline": lambda: clean_headline(given["headline"]),
        "about": lambda: clean_about(given["about"]),
        "skills": lambda: clean_skills(given["skills"]),
        "country": lambda: _country(given["country"]),
        "time_zone": lambda: _time_zone(given["time_zone"]),
        "locale": lambda: _locale(given["locale"]),
        "hourly_rate": lambda: _rate(change.hourly_rate),
    }
    cleaned = {name: findings.check(name, readers[name], None) if name in readers else value for name, value in given.items()}
    findings.conclude()
    return msgspec.structs.replace(me, **cleaned)


def _country(code: str | None) -> str | None:
    if code is None or code.upper() in countries():
        return code.upper() if code else None
    raise WordingRefused("Give a country by its two letters (ISO 3166-1), such as DE.")


def _time_zone(name: str) -> str:
    if name in time_zones():
        return name
    raise WordingRefused("Give a time zone by its IANA name, such as Europe/Berlin.")


def _locale(tag: str) -> str:
    locale = canonical_locale(tag)
    if locale is None:
        raise WordingRefused("Give a language by its BCP 47 tag, such as en or pt-BR.")
    return locale


def _rate(rate: Money | None | UnsetType) -> Money | None:
    if rate is None or rate is UNSET:
        return None
    if not 0 <= rate.amount_minor <= _MAX_AMOUNT:
        raise WordingRefused(f"A rate is a whole number of minor units (cents) from 0 to {_MAX_AMOUNT:,}.")
    if rate.currency not in CURRENCIES:
        raise WordingRefused("Give a currency by its three letters (ISO 4217), such as EUR.")
    return rate


def _brief(me: Me) -> AccountBrief:
    return AccountBrief(me.id, me.display_name, me.headline, me.time_zone, me.country)


def _new_account(uow: UnitOfWork, checked: CheckedSignUp, password_hash: str) -> NewAccount:
    return NewAccount(
        id=AccountId(new_id()),
        email=checked.email.address,
        email_key=checked.email.key,
        email_verified_at=None,
        password_hash=password_hash,
        display_name=checked.display_name,
        time_zone=checked.time_zone,
        locale=checked.locale,
        is_operator=False,
        index=index_person(checked.display_name, "", []),
        created_at=uow.now(),
    )
