"""What rooms hear from identity."""

from parley.ground.db.work import Work
from parley.identity.events import ProfileChanged
from parley.rooms import service
from parley.rooms.model import AccountFrame


async def on_profile_changed(work: Work, event: ProfileChanged) -> None:
    """Show a changed profile to everybody who shares a room with the account, and to its own other devices."""
    async with work.announcing() as uow:
        contacts = await service.list_contacts(uow, event.account.id)
        uow.announce([*contacts, event.account.id], AccountFrame(event.account))
