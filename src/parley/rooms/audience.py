"""The members of rooms as this process last saw them, keyed by the version that the room's row carries.

Read only together with a locked row: an entry whose version differs from the row's is loaded again, so the answer is never stale.
"""

from collections import OrderedDict

from parley.identity.model import AccountId
from parley.rooms.model import Role

MAX_ROOMS = 20_000


class MemberCache:
    """Members with roles of the most recently used rooms."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[str, tuple[int, dict[AccountId, Role]]] = OrderedDict()

    def find(self, room_id: str, version: int) -> dict[AccountId, Role] | None:
        held = self._rooms.get(room_id)
        if held is None or held[0] != version:
            return None
        self._rooms.move_to_end(room_id)
        return held[1]

    def keep(self, room_id: str, version: int, members: dict[AccountId, Role]) -> None:
        self._rooms[room_id] = (version, members)
        if len(self._rooms) > MAX_ROOMS:
            self._rooms.popitem(last=False)
