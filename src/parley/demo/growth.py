"""Large rooms and full inboxes, with real texts and true hashes, for whoever measures or looks at how Parley behaves with many."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle, islice

from parley.demo.content import read_people, read_scenes
from parley.demo.improvise import improvise
from parley.demo.model import Say
from parley.demo.stage import MESSAGES_AT_ONCE, Past
from parley.ground.db.work import Work
from parley.ground.errors import AppError
from parley.ground.ids import new_id
from parley.identity.model import Viewer
from parley.messages import service as messages
from parley.messages.model import MessageDraft
from parley.rooms import service as rooms
from parley.rooms.model import RoomId

_SCENES = "release-desk"
_TALK = 2_000
# The texts are the same whatever the day; only Fridays end otherwise.
_ANY_DAY = date(2026, 3, 2)
_APART = timedelta(seconds=40)
_ROOMS_AT_ONCE = 50


async def grow_room(work: Work, room_id: RoomId, writers: Sequence[Viewer], number: int) -> None:
    """Add `number` messages of these members, who take turns, to a room: 40 seconds apart, the last of them now.

    The room should be new: what is in it already must not be later than the first of them. 500 to a transaction. Everybody else
    has them unread.

    Raises: room.not_found, room.blocked
    """
    texts = _texts()
    authors = cycle(writers)
    run = new_id()
    for start in range(0, number, MESSAGES_AT_ONCE):
        count = min(MESSAGES_AT_ONCE, number - start)
        async with work.writing() as uow:
            past = Past(work, uow)
            drafts = [
                MessageDraft(
                    room_id,
                    next(authors).account_id,
                    f"{run}-{place}",
                    next(texts),
                    None,
                    at=past.now - (number - 1 - place) * _APART,
                )
                for place in range(start, start + count)
            ]
            for answer in await messages.send_many(past.at(drafts[-1].at or past.now), drafts):
                if isinstance(answer, AppError):
                    raise answer


async def grow_inbox(work: Work, viewer: Viewer, others: Sequence[Viewer], number: int) -> list[RoomId]:
    """Make `number` groups of the viewer and one of the others, in turn, each with one message that the viewer has not read. 50 to a transaction.

    Raises: account.not_found, room.blocked
    """
    texts = _texts()
    made: list[RoomId] = []
    people = islice(cycle(others), number)
    for start in range(0, number, _ROOMS_AT_ONCE):
        async with work.writing() as uow:
            past = Past(work, uow)
            for place, other in enumerate(islice(people, _ROOMS_AT_ONCE), start=start):
                at = past.now - (number - place) * _APART
                room_id = await rooms.create_group(past.at(at), other, f"Project {place + 1}", [viewer.account_id])
                draft = MessageDraft(room_id, other.account_id, "first", next(texts), None)
                await messages.send_many(past.at(at + _APART / 2), [draft])
                made.append(room_id)
    return made


def _texts() -> Iterator[str]:
    """The improvised daily talk, again and again."""
    talk = improvise(read_scenes(_SCENES, read_people()), _TALK, _ANY_DAY)
    return cycle([cue.act.text for cue in talk if isinstance(cue.act, Say)])
