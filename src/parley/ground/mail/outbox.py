"""The local outbox: mails of an installation without an SMTP server."""

from typing import Any

from parley.ground.db.work import UnitOfWork
from parley.ground.ids import new_id
from parley.ground.mail.model import Mail, OutboxMail
from parley.ground.paging import DEFAULT_LIMIT

_COLUMNS = "id, to_address, subject, text, html, created_at"


async def keep(uow: UnitOfWork, mail: Mail) -> str:
    """Put a mail into the outbox; answers its id."""
    mail_id = new_id()
    await uow.conn.execute(
        "insert into outbox_mail (id, to_address, subject, text, html, created_at) values (%s, %s, %s, %s, %s, %s)",
        (mail_id, mail.to, mail.subject, mail.text, mail.html, uow.now()),
    )
    return mail_id


async def list_mails(uow: UnitOfWork, *, to: str | None = None, limit: int = DEFAULT_LIMIT) -> list[OutboxMail]:
    """The newest mails first, `to` one address or to all."""
    cursor = await uow.conn.execute(
        f"select {_COLUMNS} from outbox_mail where %s::text is null or to_address = %s order by created_at desc, id desc limit %s",
        (to, to, limit),
    )
    return [_mail(row) for row in await cursor.fetchall()]


async def find_mail(uow: UnitOfWork, mail_id: str) -> OutboxMail | None:
    cursor = await uow.conn.execute(f"select {_COLUMNS} from outbox_mail where id = %s", (mail_id,))
    row = await cursor.fetchone()
    return _mail(row) if row is not None else None


def _mail(row: Any) -> OutboxMail:
    return OutboxMail(id=row[0], to=row[1], subject=row[2], text=row[3], html=row[4], created_at=row[5])
