"""What an operator may decide about accounts and sessions."""

from typing import Annotated

import msgspec
from msgspec import Meta


class IdentitySettings(msgspec.Struct, frozen=True, kw_only=True):
    """Life of sessions and links, and limits against guessing."""

    session_idle_days: Annotated[int, Meta(ge=1, le=365, description="A session ends after so many days without use.")] = 30
    session_days: Annotated[int, Meta(ge=1, le=365, description="A session ends after so many days in any case.")] = 90
    verify_link_hours: Annotated[
        int, Meta(ge=1, le=720, description="How long the link that verifies an e-mail address works.")
    ] = 48
    reset_link_minutes: Annotated[int, Meta(ge=5, le=1440, description="How long the link that resets a password works.")] = 60
    operator_link_hours: Annotated[
        int, Meta(ge=1, le=720, description="How long the link that makes the first operator works.")
    ] = 24
    api_tokens_per_account: Annotated[int, Meta(ge=0, le=1000, description="Most API tokens of one account.")] = 50
    sign_in_attempts_per_minute: Annotated[
        int,
        Meta(
            ge=1, description="Attempts to sign in as one account, on average; five times as many at once. Counted per process."
        ),
    ] = 2
    sign_in_attempts_per_minute_address: Annotated[
        int, Meta(ge=1, description="Attempts to sign in from one network address, on average; three times as many at once.")
    ] = 10
    sign_ups_per_minute_address: Annotated[
        int, Meta(ge=1, description="New accounts from one network address, on average; ten times as many at once.")
    ] = 2
    mails_per_minute_address: Annotated[
        int,
        Meta(
            ge=1,
            description="Mails (verification, password reset) asked for from one network address, on average; five times at once.",
        ),
    ] = 2
    people_searches_per_minute: Annotated[
        int, Meta(ge=1, description="Searches for people by one account, on average; half as many at once.")
    ] = 60
