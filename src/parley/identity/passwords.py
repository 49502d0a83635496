"""Passwords: which are accepted, and how they are kept.

argon2id with OWASP's parameters (Password Storage Cheat Sheet: 19 MiB, two passes, one lane). Each hash takes its memory and some 20 ms of a core,
so they run in a few threads of their own: neither the event loop waits, nor can a flood of sign-ins take all memory.
"""

import asyncio
import os
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from prometheus_client import Counter

from parley.ground import metrics
from parley.ground.errors import ServerUnavailable

T = TypeVar("T")

MIN_PASSWORD = 10
MAX_PASSWORD = 256

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# What a password is compared with when there is no account, so that the answer takes as long. Nobody knows what it is the hash of.
_NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$3jTU4nIDxWa1oeBdDkTkNg$Lx5yaOWWRKhpFlRfq2yPrEaYb2UuR+6iJEJ3J70vWnQ"
_THREADS = max(2, min(8, os.cpu_count() or 2))
# Beyond this many waiting (some seconds' worth) callers are asked to come back.
_MOST_WAITING = 100 * _THREADS

hashes_computed = Counter("parley_password_hashes", "Passwords hashed or compared.", registry=metrics.registry)


class PasswordRefused(ValueError):
    """The password is not acceptable; the message says why, for a person."""


class Comparison(NamedTuple):
    """Whether the password was right, and a hash with today's parameters to store in place of an older one."""

    is_right: bool
    new_hash: str | None


class _Workers:
    """The threads that hash, and how many callers wait for them."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="argon2")
        self._waiting = 0

    async def run(self, act: Callable[[], T]) -> T:
        if self._waiting >= _MOST_WAITING:
            raise ServerUnavailable("Too many people are signing in at this moment. Try again in a few seconds.", retry_after=3)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, act)
        finally:
            self._waiting -= 1


_WORKERS = _Workers()


def prepare(password: str) -> str:
    """The form that is hashed: NFC with every kind of space as U+0020 (RFC 8265 OpaqueString), so that each keyboard gives the same."""
    return unicodedata.normalize("NFC", "".join(" " if unicodedata.category(c) == "Zs" else c for c in password))


def check_password_choice(password: str, *not_like: str) -> None:
    """Whether the password may be chosen. `not_like`: the e-mail address and name of its owner.

    Raises: PasswordRefused
    """
    prepared = prepare(password)
    if not MIN_PASSWORD <= len(prepared) <= MAX_PASSWORD:
        raise PasswordRefused(f"Choose a password of {MIN_PASSWORD} to {MAX_PASSWORD} characters; this has {len(prepared)}.")
    if any(unicodedata.category(c) in {"Cc", "Cs", "Cn"} for c in prepared):
        raise PasswordRefused("The password contains a control character. Leave it out.")
    bare = _bare(prepared)
    if len(set(bare)) < 4 or bare in common_passwords() or bare.rstrip("0123456789!.") in common_passwords():
        raise PasswordRefused("This is one of the passwords that are guessed first. Choose another one.")
    own = {_bare(part) for text in not_like for part in (text, text.partition("@")[0])}
    if bare in own:
        raise PasswordRefused("The password is your own name or e-mail address. Choose another one.")


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """What people choose when asked for ten characters, and the stems they lengthen with digits."""
    return frozenset(files("parley.identity").joinpath("common_passwords.txt").read_text(encoding="utf-8").split())


async def hash_password(password: str) -> str:
    """Raises: server.unavailable, when too many wait"""
    prepared = prepare(password)

    def compute() -> str:
        hashes_computed.inc()
        return _HASHER.hash(prepared)

    return await _WORKERS.run(compute)


async def compare_password(password: str, stored: str | None) -> Comparison:
    """Compare with a stored hash; without one the same work is done and the answer is no.

    Raises: server.unavailable, when too many wait
    """
    prepared = prepare(password)

    def compute() -> Comparison:
        hashes_computed.inc()
        try:
            _HASHER.verify(stored or _NOBODYS_HASH, prepared)
        except (VerificationError, InvalidHashError):
            return Comparison(is_right=False, new_hash=None)
        if stored is None:
            return Comparison(is_right=False, new_hash=None)
        if not _HASHER.check_needs_rehash(stored):
            return Comparison(is_right=True, new_hash=None)
        hashes_computed.inc()
        return Comparison(is_right=True, new_hash=_HASHER.hash(prepared))

    return await _WORKERS.run(compute)


def _bare(text: str) -> str:
    return "".join(text.casefold().split())
