"""People and a wired messaging core for tests that do not need HTTP."""

from obstore.store import MemoryStore

from parley.files.events import FileSettled
from parley.files.ports import Reader
from parley.ground.db.work import Work
from parley.ground.ids import new_id
from parley.ground.storage import Storage
from parley.identity.model import AccountId, Viewer
from parley.identity.people_index import index_person
from parley.identity.store.accounts import NewAccount, insert_account
from parley.messages.listeners import on_file_settled, on_place_ended, on_places_changed
from parley.messages.service import MessageReader, Sender
from parley.rooms.audience import MemberCache
from parley.rooms.events import PlaceEnded, PlacesChanged


def wire_messaging(work: Work) -> None:
    """What `parley.main` wires for rooms and messages, with files kept in memory."""
    work.ports.wire(Storage, Storage(MemoryStore()))
    work.ports.wire(Reader, MessageReader())
    work.ports.wire(MemberCache, MemberCache())
    work.ports.wire(Sender, Sender(work))
    work.listen(PlacesChanged, on_places_changed)
    work.listen(PlaceEnded, on_place_ended)
    work.listen(FileSettled, on_file_settled)


async def make_person(work: Work, name: str) -> Viewer:
    """An account with a verified address, as it is seen once it is signed in. Nobody can sign in to it with a password."""
    account_id = AccountId(new_id())
    address = f"{account_id}@example.com"
    async with work.writing() as uow:
        account = NewAccount(
            id=account_id,
            email=address,
            email_key=address,
            email_verified_at=uow.now(),
            password_hash=None,
            display_name=name,
            time_zone="Europe/Lisbon",
            locale="en",
            is_operator=False,
            index=index_person(name, "", []),
            created_at=uow.now(),
        )
        await insert_account(uow.conn, account)
    return Viewer(account_id, new_id(), None, is_operator=False, email_verified=True)
