"""What a mail is, and where mails go."""

from datetime import datetime
from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from msgspec import Meta

_PLAIN_PORT, _TLS_PORT = 587, 465


class MailInvalid(Exception):
    """A mail that cannot be sent as it is: the caller let through what it should have refused."""


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """One mail to one address. `html` says the same as `text`."""

    to: str
    subject: str
    text: str
    html: str | None = None


class OutboxMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that the local outbox holds."""

    id: str
    to: str
    subject: str
    text: str
    html: str | None
    created_at: datetime


class MailSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where mail goes."""

    smtp_url: Annotated[
        str,
        Meta(
            description="SMTP server: `smtp://user:password@host:587?starttls=required` (`optional`, `never`) or `smtps://…:465`. "
            "Empty: mails stay in the local outbox."
        ),
    ] = ""
    mail_from: Annotated[str, Meta(description="Sender of every mail, such as `Parley <parley@example.org>`.")] = (
        "Parley <parley@localhost>"
    )


class SmtpServer(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed `smtp_url`. `start_tls` None tries and goes on without."""

    host: str
    port: int
    user: str | None
    password: str | None
    use_tls: bool
    start_tls: bool | None


_START_TLS = {"required": True, "optional": None, "never": False}


def parse_smtp_url(url: str) -> SmtpServer:
    """Raises: ValueError with a sentence that does not repeat the password"""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError(
            "smtp_url must look like smtp://user:password@host:587?starttls=required or smtps://user:password@host:465."
        )
    choice = parse_qs(parts.query).get("starttls", ["required"])[-1]
    if choice not in _START_TLS:
        raise ValueError("starttls in smtp_url must be required, optional or never.")
    implicit = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or (_TLS_PORT if implicit else _PLAIN_PORT),
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=implicit,
        start_tls=False if implicit else _START_TLS[choice],
    )
