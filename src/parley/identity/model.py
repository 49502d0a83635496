"""Accounts, profiles, sessions and tokens as the rest of Parley and the wire know them."""

from typing import Annotated, NewType

import msgspec
from msgspec import UNSET, Meta, UnsetType

AccountId = NewType("AccountId", str)

# RFC 3339 in UTC with six decimals, made by `parley.ground.clock.rfc3339`: msgspec's own writing of a datetime drops trailing zeros.
Instant = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]


class Viewer(msgspec.Struct, frozen=True):
    """Who asks: the account, and the session or the API token (exactly one of them) that speaks for it."""

    account_id: AccountId
    session_id: str | None
    token_id: str | None
    is_operator: bool
    email_verified: bool


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amount in the currency's minor unit (cents of EUR, yen of JPY) with its ISO 4217 code."""

    amount_minor: int
    currency: str


class AccountBrief(msgspec.Struct, frozen=True):
    """What a list shows of a person. `country` is ISO 3166-1 alpha-2, `time_zone` an IANA name."""

    id: AccountId
    display_name: str
    headline: str
    time_zone: str
    country: str | None


class Profile(AccountBrief, frozen=True):
    """A person as the viewer may see them. `is_blocked`: the viewer has blocked this person."""

    about: str
    skills: list[str]
    locale: str
    hourly_rate: Money | None
    created_at: Instant
    is_blocked: bool


class Me(msgspec.Struct, frozen=True):
    """One's own account."""

    id: AccountId
    email: str
    email_verified: bool
    display_name: str
    headline: str
    about: str
    skills: list[str]
    country: str | None
    time_zone: str
    locale: str
    hourly_rate: Money | None
    is_operator: bool
    shows_presence: bool
    shows_typing: bool
    enter_sends: bool
    created_at: Instant


class Device(msgspec.Struct, frozen=True):
    """Where a session is opened from: the browser's own words, and its network address."""

    user_agent: str
    address: str


class SessionBrief(msgspec.Struct, frozen=True):
    """A session in the list of one's own. `last_seen_at` is exact to five minutes."""

    id: str
    created_at: Instant
    last_seen_at: Instant
    user_agent: str
    address: str
    current: bool


class ApiToken(msgspec.Struct, frozen=True):
    """An API token in the list of one's own. `last_used_at` is exact to five minutes."""

    id: str
    name: str
    created_at: Instant
    last_used_at: Instant | None


class IssuedToken(msgspec.Struct, frozen=True):
    """An API token just made, with the secret that is shown this once."""

    id: str
    name: str
    created_at: Instant
    token: str


class SignedIn(msgspec.Struct, frozen=True):
    """A session just opened, with the secret that only its browser keeps. It lasts at most `lifetime_seconds`."""

    me: Me
    secret: str
    lifetime_seconds: int


class SignUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a new person tells. `time_zone` and `locale` are what the browser says, UTC and English without."""

    email: Annotated[str, Meta(max_length=320)]
    password: Annotated[str, Meta(max_length=1024)]
    display_name: Annotated[str, Meta(max_length=400)]
    time_zone: str | None = None
    locale: str | None = None


class ProfileChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to change about one's own account; what is left out stays."""

    display_name: str | UnsetType = UNSET
    headline: str | UnsetType = UNSET
    about: str | UnsetType = UNSET
    skills: list[str] | UnsetType = UNSET
    country: str | None | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    hourly_rate: Money | None | UnsetType = UNSET
    shows_presence: bool | UnsetType = UNSET
    shows_typing: bool | UnsetType = UNSET
    enter_sends: bool | UnsetType = UNSET
