"""What happened in a room, for whoever listens above. Emitted after the commit, in the process that committed."""

import msgspec


class PlacesChanged(msgspec.Struct, frozen=True):
    """The room, or the place of these accounts in it, is new or changed for these accounts: their clients need it afresh.

    `room_changed` tells whether title, settings or members changed (all members then need the room), or only the account's own view.
    """

    room_id: str
    account_ids: tuple[str, ...]
    room_changed: bool


class PlaceEnded(msgspec.Struct, frozen=True):
    """An account is no longer a member of a room."""

    room_id: str
    account_id: str
