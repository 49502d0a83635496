"""The local mail outbox, for an installation that has no SMTP server yet."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, Parameter

from parley.ground.clock import rfc3339
from parley.ground.db.work import Work
from parley.ground.errors import RequestNotFound
from parley.ground.mail import outbox
from parley.ground.paging import Page
from parley.ground.settings import GroundSettings, Settings
from parley.identity import service
from parley.identity.model import Instant, Viewer


class MailBrief(msgspec.Struct):
    """A mail in the list."""

    id: str
    to: str
    subject: str
    created_at: Instant


class MailDetail(MailBrief):
    """A mail with what it says."""

    text: str
    html: str | None


@get("/outbox", tags=["operation"], summary="Mails that the local outbox holds, the newest first")
async def list_mails(
    visitor: NamedDependency[Viewer | None],
    work: NamedDependency[Work],
    settings: NamedDependency[Settings],
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
) -> Page[MailBrief]:
    """For operators; in development for everybody. Errors: operator.required."""
    _require_reader(visitor, settings)
    async with work.reading() as uow:
        mails = await outbox.list_mails(uow, limit=limit)
    return Page([MailBrief(mail.id, mail.to, mail.subject, rfc3339(mail.created_at)) for mail in mails])


@get("/outbox/{mail_id:str}", tags=["operation"], summary="A mail of the local outbox")
async def get_mail(
    mail_id: FromPath[str],
    visitor: NamedDependency[Viewer | None],
    work: NamedDependency[Work],
    settings: NamedDependency[Settings],
) -> MailDetail:
    """For operators; in development for everybody. Errors: operator.required, request.not_found."""
    _require_reader(visitor, settings)
    async with work.reading() as uow:
        mail = await outbox.find_mail(uow, mail_id)
    if mail is None:
        raise RequestNotFound
    return MailDetail(mail.id, mail.to, mail.subject, rfc3339(mail.created_at), mail.text, mail.html)


def _require_reader(visitor: Viewer | None, settings: Settings) -> None:
    if not settings.of(GroundSettings).development:
        service.require_operator(visitor)
