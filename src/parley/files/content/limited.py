"""Runs one function on hostile bytes in a process of its own, with limits, and believes nothing that comes back.

A decoder that a file takes over has then: no network, no other program, no other process, no file but those it was given (see
`confinement` for what holds on which system), so much memory and time, and an answer of the type that was asked for. The server's own
process never touches the bytes.

A child is started anew for each call rather than kept: what one file did to it must not meet the next. It is no fork of the server
either, which has threads and secrets in its memory.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, TypeVar
from weakref import WeakKeyDictionary

import msgspec

from parley.files.content.child import Limits, Order, Outcome

__all__ = ["AT_ONCE", "ChildFailed", "LimitExceeded", "Limits", "run_limited"]

A = TypeVar("A")
R = TypeVar("R")

Limit = Literal["memory", "cpu", "wall", "file_size", "answer"]

AT_ONCE = 2
"""Children at work at the same time, for each process of the server. More would only take turns on a small machine."""

_LOG_BYTES = 8192
_CHILD = "parley.files.content.child"
# Nothing of the server's own environment, where secrets stand. With one arena for all threads, address space is what is really used.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
_LIMIT_OF_SIGNAL: dict[int, Limit] = {signal.SIGXCPU: "cpu", signal.SIGXFSZ: "file_size"}

_slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class LimitExceeded(Exception):
    """The call wanted more than it was given: `which` says of what."""

    def __init__(self, which: Limit) -> None:
        self.which = which
        super().__init__(f"The child used up its limit: {which}.")


class ChildFailed(Exception):
    """The child crashed, raised, or answered with what nobody asked for. `log` is the beginning of what it printed."""

    def __init__(self, reason: str, log: str = "") -> None:
        self.reason = reason
        self.log = log
        super().__init__(reason)


async def run_limited(function: Callable[[A], R], argument: A, answer: type[R], limits: Limits) -> R:
    """Call a function of a module in a child process, and wait for what it returns.

    Argument and answer travel as JSON, so they are structs or plain values. Paths in them are absolute. Wall time counts from the
    start of the child: waiting for one of the `AT_ONCE` places does not. Cancelled, it kills the child.

    Raises: LimitExceeded, ChildFailed
    """
    order = Order(function.__module__, function.__qualname__, limits, msgspec.Raw(msgspec.json.encode(argument)))
    async with _slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        told = await _run(msgspec.json.encode(order), limits)
    try:
        return msgspec.json.decode(told, type=answer)
    except msgspec.MsgspecError as error:
        raise ChildFailed(f"The answer is not what was asked for: {error}") from error


async def _run(order: bytes, limits: Limits) -> msgspec.Raw:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", _CHILD, str(os.getpid())),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        cwd="/",
        env=_ENVIRONMENT,
        start_new_session=True,
    )
    if child.stdin is None or child.stdout is None or child.stderr is None:
        raise RuntimeError("A child was started without its pipes.")
    # They read to the end whatever happens: a child with a full pipe would wait for us, and its end would not be seen.
    answer = asyncio.create_task(_read_beginning(child.stdout, limits.answer_bytes + 1))
    log = asyncio.create_task(_read_beginning(child.stderr, _LOG_BYTES))
    try:
        async with asyncio.timeout(limits.wall_seconds):
            await _write(child.stdin, order)
            await asyncio.wait([answer, log])
            await child.wait()
    except TimeoutError as error:
        raise LimitExceeded("wall") from error
    finally:
        # Its session has its number. What it may have started goes with it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        await asyncio.gather(answer, log, child.wait())
    if len(answer.result()) > limits.answer_bytes:
        raise LimitExceeded("answer")
    return _judge(answer.result(), log.result().decode(errors="replace"), child.returncode)


async def _write(stdin: asyncio.StreamWriter, order: bytes) -> None:
    # A child that ends before it has read everything is judged by how it ended.
    with suppress(BrokenPipeError, ConnectionResetError):
        stdin.write(order)
        await stdin.drain()
        stdin.close()


async def _read_beginning(stream: asyncio.StreamReader, most: int) -> bytes:
    kept = bytearray()
    while piece := await stream.read(1 << 16):
        kept += piece[: most - len(kept)]
    return bytes(kept)


def _judge(answer: bytes, log: str, code: int | None) -> msgspec.Raw:
    if code != 0:
        number = -(code or 0)
        if number in _LIMIT_OF_SIGNAL:
            raise LimitExceeded(_LIMIT_OF_SIGNAL[number])
        raise ChildFailed(f"The child ended by {signal.Signals(number).name if number > 0 else f'status {code}'}.", log)
    try:
        outcome = msgspec.json.decode(answer, type=Outcome)
    except msgspec.MsgspecError as error:
        raise ChildFailed(f"The child answered with something else: {error}", log) from error
    if outcome.limit is not None:
        raise LimitExceeded(outcome.limit)
    if not bytes(outcome.answer):
        raise ChildFailed(outcome.failure or "The child gave no answer.", log)
    return outcome.answer
