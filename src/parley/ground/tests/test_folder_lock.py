import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from parley.ground.folder_lock import FolderInUse, FolderLock, FolderUnusable

HOLDS = """
import sys, time
from pathlib import Path
from parley.ground.folder_lock import FolderLock
FolderLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(600)
"""


def test_a_second_holder_is_told_who_has_the_folder(tmp_path: Path) -> None:
    FolderLock(tmp_path).acquire()
    with pytest.raises(FolderInUse, match=rf"in use by another Parley \(process {os.getpid()}\)"):
        FolderLock(tmp_path).acquire()


def test_a_released_folder_can_be_taken(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    first.acquire()
    first.release()
    FolderLock(tmp_path).acquire()


def test_a_killed_holder_no_longer_has_the_folder(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(FolderInUse, match=str(holder.pid)):
        FolderLock(tmp_path).acquire()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    FolderLock(tmp_path).acquire()


def test_the_folder_is_made_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "var"
    FolderLock(folder).acquire()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable, match="Choose another --data-dir"):
        FolderLock(tmp_path / "file" / "var").acquire()
