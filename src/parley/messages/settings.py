"""What an operator may decide about messages."""

from typing import Annotated

import msgspec
from msgspec import Meta


class MessageSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on messages."""

    max_message_length: Annotated[
        int,
        Meta(ge=1, le=20_000, description="Most characters in a message, after NFC normalisation. Longer is refused, never cut."),
    ] = 10_240
    verified_senders_only: Annotated[bool, Meta(description="Let an account write only once its e-mail address is verified.")] = (
        False
    )
