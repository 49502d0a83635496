"""E-mail addresses: what is accepted, how they are written to, and when two are the same."""

import re
import unicodedata
from typing import NamedTuple

import idna

MAX_ADDRESS = 254
MAX_LOCAL = 64

# RFC 5321 dot-string, with the letters of every script (RFC 6531). Quoted local parts and address literals are left out: nobody has one.
_LOCAL = re.compile(r"[^\s\x00-\x20\x7f\"(),:;<>@\[\\\].]+(\.[^\s\x00-\x20\x7f\"(),:;<>@\[\\\].]+)*\Z")


class EmailAddress(NamedTuple):
    """`address` is what mail is sent to, `key` what two spellings of one address have in common."""

    address: str
    key: str


class AddressRefused(ValueError):
    """The text is no e-mail address; the message says why, for a person."""


def parse_address(text: str) -> EmailAddress:
    """Trim, compose (NFC), and write the domain in lower-case ASCII (IDNA 2008 with UTS 46 mapping).

    The local part keeps its case for delivery, since a server may care, and is compared without it, since people do not.

    Raises: AddressRefused
    """
    text = unicodedata.normalize("NFC", text.strip())
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise AddressRefused("Write an e-mail address, such as name@example.com.")
    if len(local) > MAX_LOCAL or not _LOCAL.match(local) or any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in local):
        raise AddressRefused("What stands before the @ is not part of an e-mail address.")
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressRefused("What stands after the @ is not a domain name.") from None
    if "." not in ascii_domain or ascii_domain.rsplit(".", 1)[1].isdigit():
        raise AddressRefused("What stands after the @ is not a domain name, such as example.com.")
    address = f"{local}@{ascii_domain}"
    if len(address.encode()) > MAX_ADDRESS:
        raise AddressRefused(f"An e-mail address has at most {MAX_ADDRESS} bytes.")
    return EmailAddress(address, unicodedata.normalize("NFC", local.lower()) + "@" + ascii_domain)


def address_key(text: str) -> str:
    """The key to look an address up by. Text that is no address gives a key that no account has."""
    try:
        return parse_address(text).key
    except AddressRefused:
        return ""
