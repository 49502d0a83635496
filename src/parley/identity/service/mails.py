"""The mails identity writes: plain text, and the same as simple HTML, in the account's language as far as there are words for it."""

import html
import re
from datetime import timedelta
from typing import Literal

import msgspec

from parley.ground import mail
from parley.ground.db.work import UnitOfWork
from parley.ground.ids import new_secret, secret_hash
from parley.ground.mail import Mail
from parley.ground.settings import GroundSettings
from parley.identity.model import Me
from parley.identity.settings import IdentitySettings
from parley.identity.store import links
from parley.identity.store.links import LinkTarget

MailKind = Literal["verify", "already_here", "reset", "password_changed"]


class Wording(msgspec.Struct, frozen=True):
    """A mail's words. `{name}`, `{link}`, `{hours}`, `{minutes}` and `{site}` are filled in; `{link}` stands alone in its paragraph."""

    subject: str
    body: str


# One entry per language (BCP 47). A language may lack a mail: then it is written in English.
CATALOGUE: dict[str, dict[MailKind, Wording]] = {
    "en": {
        "verify": Wording(
            "Confirm your e-mail address",
            "Hello {name},\n\nopen this link to confirm that this is your address. It works for {hours} hours.\n\n{link}\n\n"
            "If you have not signed up for Parley at {site}, you need not do anything.",
        ),
        "already_here": Wording(
            "You already have an account",
            "Hello,\n\nsomebody, perhaps you, has just signed up for Parley at {site} with this address. You already have an account with it: "
            "sign in, or set a new password here.\n\n{link}\n\nIf it was not you, you need not do anything: nobody else can use your address.",
        ),
        "reset": Wording(
            "Set a new password",
            "Hello {name},\n\nopen this link to set a new password. It works once, for {minutes} minutes.\n\n{link}\n\n"
            "If you have not asked for it, you need not do anything: your password stays as it is.",
        ),
        "password_changed": Wording(
            "Your password was changed",
            "Hello {name},\n\nthe password of your Parley account at {site} has just been changed, and every other device was signed out.\n\n"
            "If it was not you, set a new password at once.\n\n{link}",
        ),
    }
}


async def send_sign_up_mail(uow: UnitOfWork, me: Me, email_key: str, owner: Me | None) -> None:
    """The link that verifies the address; or, when somebody else has proved it, word to that owner, in their own spelling of it.

    Both ways do the same work, so that how long a sign-up takes tells nothing: the link is made also when it is not sent, and then nobody
    has its secret.

    Queues: a mail
    """
    settings = uow.settings(IdentitySettings)
    secret, now = new_secret(), uow.now()
    expires_at = now + timedelta(hours=settings.verify_link_hours)
    target = LinkTarget(me.id, email_key)
    await links.insert_link(uow.conn, secret_hash(secret), "verify", target, now=now, expires_at=expires_at)
    if owner is None or owner.id == me.id:
        await _send(uow, "verify", me, f"/verify#token={secret}", hours=str(settings.verify_link_hours))
    else:
        await _send(uow, "already_here", owner, "/reset-password")


async def send_reset_mail(uow: UnitOfWork, me: Me, email_key: str) -> None:
    """The link that sets a new password. Queues: a mail"""
    settings = uow.settings(IdentitySettings)
    secret, now = new_secret(), uow.now()
    expires_at = now + timedelta(minutes=settings.reset_link_minutes)
    await links.insert_link(uow.conn, secret_hash(secret), "reset", LinkTarget(me.id, email_key), now=now, expires_at=expires_at)
    await _send(uow, "reset", me, f"/reset-password#token={secret}", minutes=str(settings.reset_link_minutes))


async def send_password_changed_mail(uow: UnitOfWork, me: Me) -> None:
    """Word to the owner that somebody, it is hoped they themselves, has changed the password. Queues: a mail"""
    await _send(uow, "password_changed", me, "/reset-password")


def public_url(uow: UnitOfWork) -> str:
    """Where people open this installation, without a slash at the end."""
    ground = uow.settings(GroundSettings)
    return ground.public_url.rstrip("/") or f"http://{ground.host}:{ground.port}"


def find_wording(kind: MailKind, locale: str) -> Wording:
    """In the locale, else in its language, else in English."""
    for tag in (locale, locale.split("-", 1)[0]):
        if kind in CATALOGUE.get(tag, {}):
            return CATALOGUE[tag][kind]
    return CATALOGUE["en"][kind]


def render_html(text: str, link: str, language: str) -> str:
    """The text's paragraphs; the link becomes one. Nothing is loaded from anywhere."""
    shown = html.escape(link, quote=True)
    paragraphs = [
        f'<p><a href="{shown}">{shown}</a></p>' if paragraph == link else f"<p>{html.escape(paragraph)}</p>"
        for paragraph in re.split(r"\n\n+", text)
    ]
    return (
        f'<!doctype html><html lang="{html.escape(language, quote=True)}"><head><meta charset="utf-8"></head>'
        f'<body style="font: 16px/1.5 sans-serif; max-width: 36em; margin: 2em auto; padding: 0 1em">{"".join(paragraphs)}</body></html>'
    )


async def _send(uow: UnitOfWork, kind: MailKind, me: Me, path: str, **values: str) -> None:
    site = public_url(uow)
    wording = find_wording(kind, me.locale)
    text = wording.body.format(name=me.display_name, link=site + path, site=site, **values)
    await mail.send(
        uow, Mail(to=me.email, subject=wording.subject, text=text + "\n", html=render_html(text, site + path, me.locale))
    )
