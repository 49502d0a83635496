"""What a decoder may do when a file takes it over, as functions for a child to run."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgspec


class Numbers(msgspec.Struct):
    """Any numbers."""

    values: list[int]


def add_up(numbers: Numbers) -> int:
    """Behave."""
    return sum(numbers.values)


def allocate(count: int) -> int:
    """Take that many MiB of memory and write to all of it."""
    return sum(len(block) for block in [b"x" * (1 << 20) for _ in range(count)])


def loop(_: int) -> int:
    """Compute for ever."""
    while True:
        pass


def sleep(seconds: float) -> float:
    """Do nothing for a long time."""
    time.sleep(seconds)
    return seconds


def print_much(count: int) -> int:
    """Print that many lines on both streams, as libraries do."""
    for _ in range(count):
        sys.stdout.write("x" * 100 + "\n")
        sys.stderr.write("y" * 100 + "\n")
    return count


def answer_much(count: int) -> str:
    """Return a long answer."""
    return "x" * count


def write_much(path: str) -> int:
    """Write 64 MiB into a file."""
    return Path(path).write_bytes(bytes(64 << 20))


def raise_an_error(text: str) -> str:
    """Fail as ordinary code does."""
    raise ValueError(text)


def crash(_: int) -> int:
    """Fail as native code does."""
    return int(ctypes.string_at(0)[0])


def print_and_crash(count: int) -> int:
    """Print that many lines, then fail as native code does."""
    print_much(count)
    return crash(0)


def leave(status: int) -> int:
    """End without a word."""
    os._exit(status)


def forge_an_answer(text: str) -> int:
    """Find the pipe that belongs to the answer, and write into it."""
    for number in range(3, 10):
        with suppress(OSError):
            os.write(number, text.encode())
    os._exit(0)


def abort(_: int) -> int:
    """Fail as native code does that notices."""
    os.abort()


def read_file(path: str) -> str:
    """Read a file of the server's."""
    return Path(path).read_text()


def write_file(path: str) -> int:
    """Write a file."""
    return Path(path).write_text("here")


def open_a_socket(_: int) -> str:
    """Reach for the network."""
    with socket.socket() as opened:
        return str(opened.fileno())


def run_a_program(_: int) -> str:
    """Run another program."""
    return subprocess.run([sys.executable, "-c", "print(1)"], check=True, capture_output=True, text=True).stdout


def fork(_: int) -> int:
    """Make another process."""
    return os.fork()


def signal_the_server(number: int) -> str:
    """End another process."""
    os.kill(number, signal.SIGKILL)
    return "killed"


def limit_the_server(number: int) -> int:
    """Change another process's limits."""
    return resource.prlimit(number, resource.RLIMIT_NOFILE)[0]


def tell_environment(_: int) -> list[str]:
    """The names of what stands in the environment."""
    return sorted(os.environ)


def leave_its_number(path: str) -> float:
    """Say which process this is, then stay."""
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)
    return 60.0


def count_company(folder: str) -> int:
    """How many are in this function at the same time, as far as one sees."""
    mine = Path(folder, str(os.getpid()))
    mine.touch()
    time.sleep(0.3)
    company = len(list(Path(folder).iterdir()))
    mine.unlink()
    return company
