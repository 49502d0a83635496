import asyncio
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from parley.ground.bus import LocalBus
from parley.ground.clock import SystemClock
from parley.ground.db.embedded.cluster import Cluster
from parley.ground.db.embedded.owner import EmbeddedUnavailable, find_owner
from parley.ground.db.embedded.programs import find_programs
from parley.ground.db.embedded.server import EmbeddedPostgres
from parley.ground.db.work import Work
from parley.ground.errors import ServerUnavailable
from parley.ground.settings import Settings
from parley.ground.supervise import supervise

STARTS_AND_WAITS = """
import sys, time
from pathlib import Path
from parley.ground.db.embedded.server import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Below a folder that is closed to every other user."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    return closed / "postgres"


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    running = EmbeddedPostgres(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """One server for the tests that only look at it."""
    running = EmbeddedPostgres(tmp_path_factory.mktemp("unchanged") / "postgres")
    running.start()
    yield running
    running.stop()


def write_note(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("create table if not exists note (text text)")
        conn.execute("insert into note values (%s)", (text,))


def read_notes(url: str) -> list[str]:
    with psycopg.connect(url, autocommit=True) as conn:
        return [row[0] for row in conn.execute("select text from note order by 1").fetchall()]


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"


def wait_until_ended(pid: int, tries: int = 500) -> None:
    for _ in range(tries):
        if not is_alive(pid):
            return
        subprocess.run(["/bin/sleep", "0.02"], check=True)
    raise AssertionError(f"process {pid} still runs")


async def restarted(server: EmbeddedPostgres, killed: int) -> None:
    for _ in range(1_000):
        if server.pid != killed and server.is_accepting():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the server did not come back")


def modes_up_to_root(folder: Path) -> list[int]:
    return [stat.S_IMODE(parent.stat().st_mode) for parent in folder.parents]


def test_it_serves_from_a_folder_below_one_that_is_closed_to_others(folder: Path) -> None:
    before = modes_up_to_root(folder)
    server = EmbeddedPostgres(folder, durable=False)
    server.start()
    try:
        write_note(server.url(), "here")
        assert read_notes(server.url()) == ["here"]
        # As root the server is not root, and nothing but its own folder was given away or opened.
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
        assert modes_up_to_root(folder) == before
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        server.stop()


def test_it_runs_without_any_capability(unchanged: EmbeddedPostgres) -> None:
    status = dict(line.split(":\t") for line in Path(f"/proc/{unchanged.pid}/status").read_text().splitlines() if ":\t" in line)
    assert int(status["CapEff"], 16) == 0


def test_programs_that_its_user_cannot_reach_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = find_owner()
    if owner is None:
        # Only root changes users, and only then can the programs be out of reach.
        assert find_programs(None).postgres.is_file()
        return
    original = find_programs(None).postgres.parents[2]
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    shutil.copytree(original, hidden / original.name)
    shutil.copytree(original.with_name(f"{original.name}.libs"), hidden / f"{original.name}.libs")
    with tempfile.TemporaryDirectory() as open_place:
        Path(open_place).chmod(0o755)
        monkeypatch.setattr("parley.ground.db.embedded.programs._package", lambda: hidden / original.name)
        monkeypatch.setattr("parley.ground.db.embedded.programs._PLACES", (str(tmp_path / "closed"), f"{open_place}/parley"))
        programs = find_programs(owner)
        assert programs.postgres.is_relative_to(open_place)
        server = EmbeddedPostgres(tmp_path / "postgres", durable=False)
        server.start()
        server.stop()


def test_what_makes_data_durable_is_on(unchanged: EmbeddedPostgres) -> None:
    with psycopg.connect(unchanged.url()) as conn:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert conn.execute(f"show {setting}").fetchone() == ("on",)


def test_it_listens_on_nothing_but_its_socket(unchanged: EmbeddedPostgres) -> None:
    with psycopg.connect(unchanged.url()) as conn:
        assert conn.execute("show listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(unchanged.cluster.socket_folder.stat().st_mode) == 0o700


def test_the_application_is_no_superuser(unchanged: EmbeddedPostgres) -> None:
    with psycopg.connect(unchanged.url()) as conn:
        assert conn.execute("select rolsuper, rolcreaterole from pg_roles where rolname = current_user").fetchone() == (
            False,
            False,
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("select pg_read_file('/etc/passwd')")


def test_words_sort_by_code_point_and_fold_as_unicode_says(unchanged: EmbeddedPostgres) -> None:
    with psycopg.connect(unchanged.url()) as conn:
        assert conn.execute("select lower('ÄÉЖΣ'), array(select unnest(array['b', 'B', 'ä']) order by 1)").fetchone() == (
            "äéжσ",
            ["B", "b", "ä"],
        )


def test_its_log_holds_no_statement_that_failed(unchanged: EmbeddedPostgres) -> None:
    with psycopg.connect(unchanged.url(), autocommit=True) as conn, pytest.raises(psycopg.DataError):
        conn.execute("select 'a private word'::uuid")
    assert "private" not in unchanged.cluster.log.read_text()


def test_what_was_committed_is_there_after_a_restart(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    for text in ("first", "second"):
        server.start()
        write_note(server.url(), text)
        server.stop()
    server.start()
    assert read_notes(server.url()) == ["first", "second"]
    server.stop()


async def test_a_killed_server_is_restarted_and_served_from_again(server: EmbeddedPostgres) -> None:
    write_note(server.url(), "committed")
    work = Work(server.url(), bus=LocalBus(), clock=SystemClock(), settings=Settings([]), connections=4)
    await work.open()
    guard = asyncio.create_task(supervise(server))
    killed = server.pid
    assert killed is not None
    try:
        os.kill(killed, signal.SIGKILL)
        await restarted(server, killed)
        # Every idle connection is broken. The first to find out has the others looked at, so that no later request pays for the crash.
        with pytest.raises(ServerUnavailable):
            async with work.reading() as uow:
                await uow.conn.execute("select 1")
        assert work._renewal is not None
        await work._renewal
        for _ in range(8):
            async with work.reading() as uow:
                cursor = await uow.conn.execute("select text from note")
                assert await cursor.fetchall() == [("committed",)]
    finally:
        guard.cancel()
        await work.close()


def test_it_ends_with_a_parley_that_is_killed_and_the_next_one_takes_over(folder: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", STARTS_AND_WAITS, str(folder)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    orphan = int(parent.stdout.readline())
    server = EmbeddedPostgres(folder)
    write_note(server.url(), "before the kill")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    # At once, while the orphan may still be writing its last pages.
    server.start()
    try:
        assert not is_alive(orphan)
        assert read_notes(server.url()) == ["before the kill"]
    finally:
        server.stop()


def test_a_server_that_outlived_its_parley_is_ended_first(folder: Path) -> None:
    orphan = EmbeddedPostgres(folder)
    orphan.start()
    write_note(orphan.url(), "kept")
    server = EmbeddedPostgres(folder)
    server.start()
    try:
        assert not orphan.is_running()
        assert read_notes(server.url()) == ["kept"]
    finally:
        server.stop()


def test_no_server_starts_while_a_process_of_the_one_before_still_works(folder: Path) -> None:
    server = EmbeddedPostgres(folder, durable=False)
    server.start()
    postmaster = server.pid
    assert postmaster is not None
    with psycopg.connect(server.url(), autocommit=True) as conn:
        backend = conn.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        os.kill(postmaster, signal.SIGKILL)
        server.stop()
        lock = os.open(folder / "server.lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(lock)
        os.kill(backend, signal.SIGCONT)
    server.start()
    assert not is_alive(backend)
    server.stop()


def test_a_stale_mark_that_names_somebody_else_does_not_stop_the_start(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.start()
    pid = server.pid
    assert pid is not None
    mark = server.cluster.files / "postmaster.pid"
    content = mark.read_text()
    os.kill(pid, signal.SIGKILL)
    wait_until_ended(pid)
    server.stop()
    owner = find_owner()
    bystander = subprocess.Popen(["/bin/sleep", "60"], user=owner.uid if owner is not None else None)
    try:
        mark.write_text(content.replace(str(pid), str(bystander.pid), 1))
        server.start()
        server.stop()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_path_too_long_for_a_socket_has_its_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("long" * 20) / ("name" * 10)
    deep.mkdir(parents=True, mode=0o700)
    server = EmbeddedPostgres(deep / "postgres", durable=False)
    short = server.cluster.socket_folder
    server.start()
    try:
        write_note(server.url(), "reached")
        assert not short.is_relative_to(deep)
        assert stat.S_IMODE(short.stat().st_mode) == 0o700
        assert EmbeddedPostgres(deep / "postgres").cluster.socket_folder == short
    finally:
        server.stop()
    assert not short.exists()


def test_a_short_socket_folder_that_somebody_else_made_is_refused(tmp_path: Path) -> None:
    deep = tmp_path / ("long" * 20) / ("name" * 10)
    deep.mkdir(parents=True, mode=0o700)
    cluster = Cluster(deep / "postgres", find_programs(find_owner()), find_owner())
    cluster.socket_folder.symlink_to(tmp_path)
    try:
        with pytest.raises(EmbeddedUnavailable, match="belongs to another user"):
            cluster.create(durable=False)
    finally:
        cluster.socket_folder.unlink()


@pytest.mark.parametrize(
    ("content", "expected"),
    [({"PG_VERSION": "16\n"}, "made by PostgreSQL 16"), ({"holiday.jpg": "x"}, "not a PostgreSQL database")],
)
def test_files_that_are_not_its_own_are_left_alone(folder: Path, content: dict[str, str], expected: str) -> None:
    files = folder / "cluster"
    files.mkdir(parents=True)
    for name, text in content.items():
        (files / name).write_text(text)
    with pytest.raises(EmbeddedUnavailable, match=expected):
        EmbeddedPostgres(folder).start()
    assert {path.name: path.read_text() for path in files.iterdir()} == content


def test_a_creation_that_was_cut_off_is_begun_again(folder: Path) -> None:
    half = folder / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(folder, durable=False)
    server.start()
    server.stop()
    assert not half.exists()
