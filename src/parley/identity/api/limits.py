"""How often somebody may try."""

from parley.ground.limits import Limit, RateLimits
from parley.ground.settings import Settings
from parley.identity.addresses import address_key
from parley.identity.service import network_of
from parley.identity.settings import IdentitySettings

# Nobody's mailbox is to be filled from many networks at once: three mails, then one in five minutes.
_RECIPIENT = Limit("mail.recipient", burst=3, per_minute=0.2)


def limit_sign_in(limits: RateLimits, settings: Settings, address: str, email: str) -> None:
    """Raises: request.rate_limited, the same for an address with and without account"""
    group = settings.of(IdentitySettings)
    by_address = Limit(
        "sign_in.address", 3 * group.sign_in_attempts_per_minute_address, group.sign_in_attempts_per_minute_address
    )
    by_account = Limit("sign_in.account", 5 * group.sign_in_attempts_per_minute, group.sign_in_attempts_per_minute)
    limits.spend(by_address, network_of(address))
    limits.spend(by_account, address_key(email) or email[:320])


def limit_current_password(limits: RateLimits, settings: Settings, account_id: str) -> None:
    """Raises: request.rate_limited"""
    per_minute = settings.of(IdentitySettings).sign_in_attempts_per_minute
    limits.spend(Limit("password.account", 5 * per_minute, per_minute), account_id)


def limit_sign_up(limits: RateLimits, settings: Settings, address: str, email: str) -> None:
    """Raises: request.rate_limited"""
    per_minute = settings.of(IdentitySettings).sign_ups_per_minute_address
    limits.spend(Limit("sign_up.address", 10 * per_minute, per_minute), network_of(address))
    limits.spend(_RECIPIENT, address_key(email) or email[:320])


def limit_mails(limits: RateLimits, settings: Settings, address: str, recipient: str) -> None:
    """Raises: request.rate_limited"""
    per_minute = settings.of(IdentitySettings).mails_per_minute_address
    limits.spend(Limit("mail.address", 5 * per_minute, per_minute), network_of(address))
    limits.spend(_RECIPIENT, recipient)


def limit_link(limits: RateLimits, settings: Settings, address: str) -> None:
    """For calls that try a one-time secret. Raises: request.rate_limited"""
    per_minute = settings.of(IdentitySettings).sign_in_attempts_per_minute_address
    limits.spend(Limit("link.address", 3 * per_minute, per_minute), network_of(address))


def limit_search(limits: RateLimits, settings: Settings, account_id: str) -> None:
    """Raises: request.rate_limited"""
    per_minute = settings.of(IdentitySettings).people_searches_per_minute
    limits.spend(Limit("people.account", max(1, per_minute // 2), per_minute), account_id)
