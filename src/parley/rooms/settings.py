"""What an operator may decide about rooms."""

from typing import Annotated

import msgspec
from msgspec import Meta


class RoomSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on rooms."""

    max_room_members: Annotated[int, Meta(ge=2, le=1000, description="Most people in one room.")] = 200
    first_contacts_per_day: Annotated[
        int, Meta(ge=0, description="Direct rooms with new people that one account may start in 24 hours.")
    ] = 20
    first_contacts_per_day_unverified: Annotated[
        int, Meta(ge=0, description="The same for an account whose e-mail address is not verified yet.")
    ] = 5
    default_edit_window_seconds: Annotated[
        int,
        Meta(
            ge=-1,
            description="How long after sending a message may be edited in a new room, in seconds; 0 never, -1 without limit.",
        ),
    ] = 900
