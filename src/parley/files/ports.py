"""What files ask of the floors above."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from parley.files.model import Place
from parley.ground.db.work import UnitOfWork
from parley.identity.model import Viewer


class Reader(Protocol):
    """Knows who may read what files hang on. `main` wires the answer."""

    async def readable(self, uow: UnitOfWork, viewer: Viewer, places: Sequence[Place]) -> Sequence[Place]:
        """Those of `places` that the viewer may read now, in at most a few statements whatever their number."""
        ...

    async def spaces(self, uow: UnitOfWork, viewer: Viewer, space_id: str | None) -> Mapping[str, int]:
        """The rooms whose panel the viewer may see, or only `space_id`, each with the least `seq` of its log that they may read.

        Raises: room.not_found, when `space_id` is none of them
        """
        ...
