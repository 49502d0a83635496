"""Who may open a file, and the signed addresses under which its bytes are given out.

An address is for one rendering of one file, works for `ADDRESS_LIFE`, and needs no sign-in: it can be followed from another origin, where no
cookie goes. It names what it is for and is signed with the installation's secret (HMAC-SHA-256).
"""

import base64
import binascii
import hashlib
import hmac
import mimetypes
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from parley.files.errors import (
    FileAddressInvalid,
    FileNotFound,
    FileNotReady,
    FilePurged,
    FileRefused,
    FileVariantMissing,
)
from parley.files.model import OPENABLE, File, StoredFile, Variant, derived_key, original_key
from parley.files.ports import Reader
from parley.files.store import files, places
from parley.ground.db.work import UnitOfWork, Work
from parley.ground.storage import Storage
from parley.identity.model import Viewer

ADDRESS_LIFE = timedelta(minutes=5)
# For how long a browser may follow a redirect again: shorter than the address lives by what a large download may take to begin.
REDIRECT_SECONDS = 240
# A client that is told to come back asks again after so many seconds.
_READY_SECONDS = 2.0
_SIGNATURE_BYTES = 32
# Renderings that we made ourselves may be shown by a browser; what somebody sent is only ever saved.
_SHOWN: frozenset[Variant] = frozenset({"display", "thumbnail", "media"})
# Types of picture whose files say nothing of place or camera.
_TELL_NOTHING = frozenset({"image/gif", "image/bmp"})


class Address(msgspec.Struct, frozen=True, array_like=True):
    """What a signed address is for. `until` in seconds since 1970."""

    file_id: str
    variant: Variant
    is_download: bool
    until: int


class Content(NamedTuple):
    """Bytes to be given out. `etag` changes whenever they do. `is_download`: to be saved, never shown."""

    key: str
    name: str
    media_type: str
    size_bytes: int
    etag: str
    is_download: bool


async def require_file(uow: UnitOfWork, file_id: str, viewer: Viewer) -> File:
    """A file that the viewer may see: an own one, or one that hangs on something they may read.

    Raises: file.not_found
    """
    return (await require_files(uow, [file_id], viewer))[0].file


async def require_files(uow: UnitOfWork, file_ids: list[str], viewer: Viewer) -> list[StoredFile]:
    """Files that the viewer may see, in this order. Two statements, and what `Reader` needs.

    Raises: file.not_found, if one of them is none
    """
    found = await files.find_files(uow.conn, file_ids)
    foreign = [stored.file.id for stored in found.values() if stored.file.account_id != viewer.account_id]
    if foreign:
        held = await places.list_places(uow.conn, foreign)
        asked = [place for each in held.values() for place in each]
        readable = set(await uow.ports.get(Reader).readable(uow, viewer, asked)) if asked else set()
        for file_id in foreign:
            if readable.isdisjoint(held.get(file_id, ())):
                del found[file_id]
    if not all(file_id in found for file_id in file_ids):
        raise FileNotFound
    return [found[file_id] for file_id in file_ids]


async def issue_address(uow: UnitOfWork, file_id: str, viewer: Viewer, variant: Variant, *, download: bool) -> str:
    """The token of an address under which that rendering can be had from now on.

    Raises: file.not_found, file.not_ready, file.refused, file.purged, file.variant_missing
    """
    (stored,) = await require_files(uow, [file_id], viewer)
    _content_of(stored, variant, is_download=download)
    _, secret = await files.find_file_and_secret(uow.conn, file_id)
    until = int((uow.now() + ADDRESS_LIFE).timestamp())
    return _sign(Address(file_id, variant, download or variant not in _SHOWN, until), secret)


async def find_content(work: Work, token: str) -> Content:
    """What a signed address is for, if the file can still be opened.

    Raises: file.address_invalid, file.refused, file.purged, file.variant_missing, file.not_ready
    """
    payload, signature = _parts_of(token)
    try:
        address = msgspec.json.decode(payload, type=Address)
    except msgspec.MsgspecError:
        raise FileAddressInvalid from None
    async with work.reading() as uow:
        stored, secret = await files.find_file_and_secret(uow.conn, address.file_id)
        now = uow.now()
    if not hmac.compare_digest(signature, _signature(payload, secret)):
        raise FileAddressInvalid
    if stored is None or datetime.fromtimestamp(address.until, UTC) <= now:
        raise FileAddressInvalid
    return _content_of(stored, address.variant, is_download=address.is_download)


async def open_content(work: Work, content: Content, start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes from `start` up to, not including, `end`."""
    async for chunk in work.ports.get(Storage).get(content.key, start, end):
        yield chunk


def download_of(stored: StoredFile) -> Content:
    """What is saved when somebody saves the file. Raises: as `find_content`"""
    return _content_of(stored, "original", is_download=True)


def _content_of(stored: StoredFile, variant: Variant, *, is_download: bool) -> Content:
    file = stored.file
    _require_openable(file)
    kept = _saved_rendering(stored) if variant == "original" else variant
    if kept is None:
        return Content(original_key(file.id), file.name, file.media_type, file.size_bytes, _etag(file, ""), is_download=True)
    made = stored.derived.get(kept)
    if made is None:
        _require_settled(file)
        raise FileVariantMissing
    name = file.name if made.media_type == file.media_type else _renamed(file.name, made.media_type)
    key = derived_key(file.id, kept)
    return Content(key, name, made.media_type, made.size_bytes, _etag(file, kept), is_download or variant not in _SHOWN)


def _saved_rendering(stored: StoredFile) -> Variant | None:
    """What is saved in place of a picture's own bytes, which may tell where and by whom it was taken, unless its sender wants that kept.

    A copy without metadata, else the picture drawn anew; None for what is no picture, cannot be drawn, or is of a type that tells nothing.
    """
    file = stored.file
    if file.kind != "picture" or stored.keeps_metadata or file.media_type in _TELL_NOTHING:
        return None
    _require_settled(file)
    renderings: tuple[Variant, ...] = ("original", "display")
    return next((variant for variant in renderings if variant in stored.derived), None)


def _require_openable(file: File) -> None:
    if file.state == "purged":
        raise FilePurged
    if file.state == "refused":
        raise FileRefused(fields={"reason": file.reason})
    if file.state not in OPENABLE:
        raise FileNotReady(retry_after=_READY_SECONDS)


def _require_settled(file: File) -> None:
    if file.preview_state == "waiting":
        raise FileNotReady(retry_after=_READY_SECONDS)


def _renamed(name: str, media_type: str) -> str:
    stem, _, extension = name.rpartition(".")
    return (stem if stem and len(extension) <= 5 else name) + (mimetypes.guess_extension(media_type) or "")


def _etag(file: File, rendering: str) -> str:
    return f'"{file.sha256[:32]}{f"-{rendering}" if rendering else ""}"'


def _sign(address: Address, secret: bytes) -> str:
    payload = msgspec.json.encode(address)
    return base64.urlsafe_b64encode(payload + _signature(payload, secret)).decode().rstrip("=")


def _parts_of(token: str) -> tuple[bytes, bytes]:
    try:
        signed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise FileAddressInvalid from None
    return signed[:-_SIGNATURE_BYTES], signed[-_SIGNATURE_BYTES:]


def _signature(payload: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, payload, hashlib.sha256).digest()
