"""A data folder belongs to one Parley at a time."""

import fcntl
import os
from pathlib import Path

LOCK_NAME = "parley.lock"


class FolderUnusable(Exception):
    """The data folder cannot be made or written. The message says what to do."""


class FolderInUse(FolderUnusable):
    """Another process holds the data folder. The message says which."""


class FolderLock:
    """An advisory lock that the kernel releases when its holder ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the folder, creating it (mode 0700) when it is not there.

        Raises: FolderInUse, FolderUnusable
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise FolderUnusable(
                f"The data folder {self._folder} cannot be used: {error.strerror}. Choose another --data-dir, or run as its owner."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode().strip() or "unknown"
            os.close(descriptor)
            raise FolderInUse(
                f"The data folder {self._folder} is in use by another Parley (process {holder}). "
                "Stop that one, or start this one with another --data-dir and --port."
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._file = descriptor

    def release(self) -> None:
        """Give the folder up. The file stays: removing it would let two processes lock two different files of the same name."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
