"""The child's end of `limited`: one call of one function, then the end. It imports little, for each call pays its start.

    python -I -m parley.files.content.child PARENT_PID

The order comes in on standard input. Standard output belongs to the answer; whatever a library prints goes to standard error.
"""

import os
import sys
from importlib import import_module
from operator import attrgetter
from typing import Any, Literal, get_type_hints

import msgspec

from parley.files.content.confinement import die_with, limit_resources, shut_in


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one call may use. Memory is address space; `file_bytes` is the most in any one file that it writes.

    With `reads` the child can open these files and folders only, and write in the folders of `writes` only, where the kernel has
    Landlock. None leaves it all files of the account that the server runs as.
    """

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 20
    wall_seconds: float = 40.0
    file_bytes: int = 256 << 20
    open_files: int = 64
    answer_bytes: int = 256 << 10
    reads: tuple[str, ...] | None = None
    writes: tuple[str, ...] = ()


class Order(msgspec.Struct, frozen=True):
    """What the child is to call. The argument stays JSON until the function says what type it takes."""

    module: str
    qualname: str
    limits: Limits
    argument: msgspec.Raw


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the call ended: with an answer, by want of memory, or by an exception that is told in one line."""

    answer: msgspec.Raw = msgspec.Raw()
    limit: Literal["memory"] | None = None
    failure: str | None = None


def perform(order: Order) -> Outcome:
    """Call the function. Whatever it raises becomes the outcome, for the parent must tell a failure from a death."""
    try:
        function = attrgetter(order.qualname)(import_module(order.module))
        takes = next(iter(get_type_hints(function).values()))
        argument = msgspec.json.decode(order.argument, type=takes)
        answer: Any = function(argument)
        return Outcome(answer=msgspec.Raw(msgspec.json.encode(answer)))
    except MemoryError:
        return Outcome(limit="memory")
    except Exception as error:
        return Outcome(failure=f"{type(error).__name__}: {error}"[:500])


def _main(parent: str) -> None:
    die_with(int(parent))
    answer = os.dup(1)
    os.dup2(2, 1)
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    limits = order.limits
    limit_resources(
        memory_bytes=limits.memory_bytes,
        cpu_seconds=limits.cpu_seconds,
        file_bytes=limits.file_bytes,
        open_files=limits.open_files,
    )
    shut_in(reads=limits.reads, writes=limits.writes)
    outcome = msgspec.json.encode(perform(order))
    with os.fdopen(answer, "wb") as writer:
        writer.write(outcome)
    sys.stdout.flush()
    os._exit(0)  # what native libraries do while they are taken down is no longer of interest, and may crash


if __name__ == "__main__":
    _main(sys.argv[1])
