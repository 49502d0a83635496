"""The real program as its own process: started, killed, stopped."""

import contextlib
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from parley.cli.workers import CHILD_SETTINGS, remove_left_over_figures
from parley.ground.db.embedded.server import EmbeddedPostgres

STARTS_WITHIN_SECONDS = 60
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}


class Served:
    """One `parley serve` of a test."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.log = folder.with_name(f"{folder.name}-{time.monotonic_ns()}.log")
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "parley", "serve", "--data-dir", str(folder), "--port", "0", *arguments],
                stdout=log,
                stderr=log,
                env=ENVIRONMENT,
            )

    @property
    def url(self) -> str:
        found = re.search(r"^Parley is ready on (\S+)$", self.log.read_text(), re.MULTILINE)
        assert found is not None, self.log.read_text()
        return found[1]

    def wait_until_ready(self) -> "Served":
        wait_for(lambda: "Parley is ready on" in self.log.read_text() or self.child.poll() is not None)
        assert self.child.poll() is None, self.log.read_text()
        return self

    def get(self, path: str) -> tuple[int, str]:
        answer = httpx.get(f"{self.url}{path}", timeout=30)
        return answer.status_code, answer.text

    def stop(self) -> int:
        self.child.send_signal(signal.SIGTERM)
        return self.child.wait(60)


def wait_for(condition: Callable[[], bool], seconds: float = STARTS_WITHIN_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def descendants(pid: int) -> dict[int, str]:
    """Process ids below `pid` with their command lines."""
    found: dict[int, str] = {}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            # It may have ended since it was listed.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found[child] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
                found |= descendants(child)
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One that the tests only talk to."""
    running = Served(tmp_path_factory.mktemp("steady") / "var").wait_until_ready()
    yield running
    running.child.kill()
    running.child.wait()


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    running = Served(folder).wait_until_ready()
    yield running
    running.child.kill()
    running.child.wait()


def test_it_serves_says_where_and_ends_with_everything_it_started(served: Served) -> None:
    assert served.get("/healthz")[0] == 200
    assert json.loads(served.get("/readyz")[1])["parts"] == {"database": True, "bus": True, "storage": True}
    started = descendants(served.child.pid)
    assert any("postgres" in command for command in started.values())
    assert served.stop() == 0
    wait_for(lambda: not any(map(is_alive, started)))
    assert "Traceback" not in served.log.read_text()


def test_it_takes_no_more_than_200_megabytes_at_rest(steady: Served) -> None:
    def proportional_bytes(pid: int) -> int:
        (kilobytes,) = re.findall(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(kilobytes) * 1024

    assert steady.get("/readyz")[0] == 200
    assert sum(map(proportional_bytes, [steady.child.pid, *descendants(steady.child.pid)])) <= 200_000_000


def test_a_second_parley_on_the_same_folder_is_told_who_has_it(steady: Served) -> None:
    second = Served(steady.folder)
    assert second.child.wait(60) == 1
    assert f"in use by another Parley (process {steady.child.pid})" in second.log.read_text()
    assert "Traceback" not in second.log.read_text()
    assert steady.get("/readyz")[0] == 200


def test_a_second_parley_on_the_same_port_is_told_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        second = Served(tmp_path / "other", "--port", str(taken.getsockname()[1]))
        assert second.child.wait(60) == 1
    assert "Choose another --port" in second.log.read_text()


def test_after_a_kill_nothing_is_left_and_the_next_start_finds_everything(served: Served, folder: Path) -> None:
    url = EmbeddedPostgres(folder / "postgres").url()
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("create table note as select 'kept' as text")
    orphans = descendants(served.child.pid)
    served.child.kill()
    served.child.wait()
    again = Served(folder).wait_until_ready()
    try:
        assert not any(map(is_alive, orphans))
        with psycopg.connect(url) as conn:
            assert conn.execute("select text from note").fetchone() == ("kept",)
        assert again.get("/readyz")[0] == 200
    finally:
        again.child.kill()
        again.child.wait()


def test_a_killed_database_comes_back_without_a_restart_of_parley(served: Served) -> None:
    (postmaster,) = [pid for pid, command in descendants(served.child.pid).items() if "bin/postgres" in command]
    os.kill(postmaster, signal.SIGKILL)
    wait_for(lambda: not is_alive(postmaster))
    wait_for(lambda: served.get("/readyz")[0] == 200)
    assert served.get("/healthz")[0] == 200


def test_commands_use_the_database_of_the_parley_that_runs(steady: Served) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "parley", "migrate", "--data-dir", str(steady.folder)],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=True,
    )
    assert answer.stdout.startswith("The database is at schema ")
    assert steady.get("/readyz")[0] == 200


def test_several_workers_serve_one_address_and_are_replaced_when_they_die(folder: Path) -> None:
    served = Served(folder, "--workers", "2").wait_until_ready()
    try:
        before = descendants(served.child.pid)
        workers = [pid for pid, command in before.items() if "serve-child" in command]
        assert len(workers) == 2
        assert any("nats-server" in command for command in before.values())
        assert not any("token" in command or "nats://" in command for command in before.values()), "a secret on a command line"
        os.kill(workers[0], signal.SIGKILL)
        wait_for(
            lambda: (
                sum("serve-child" in command for command in descendants(served.child.pid).values()) == 2
                and served.log.read_text().count("child.restarted") == 1
            )
        )
        for _ in range(10):
            assert served.get("/readyz")[0] == 200
        assert "parley_sockets_open" in served.get("/metrics")[1]
        everything = descendants(served.child.pid)
        assert served.stop() == 0
        wait_for(lambda: not any(map(is_alive, everything)))
    finally:
        served.child.kill()
        served.child.wait()


def test_workers_end_with_a_parent_that_is_killed_and_its_figures_go_with_the_next(folder: Path) -> None:
    served = Served(folder, "--workers", "2").wait_until_ready()
    assert list(Path(tempfile.gettempdir()).glob(f"parley-metrics-{served.child.pid}-*"))
    everything = descendants(served.child.pid)
    served.child.kill()
    served.child.wait()
    wait_for(lambda: not any(map(is_alive, everything)))
    remove_left_over_figures()
    assert not list(Path(tempfile.gettempdir()).glob(f"parley-metrics-{served.child.pid}-*"))


def test_open_sockets_and_requests_do_not_hold_up_the_end(served: Served) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as idle, socket.create_connection((host, int(port))) as half:
        half.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        assert served.stop() == 0
        assert idle.recv(1) == b""
    assert "Traceback" not in served.log.read_text()


def test_it_serves_https(folder: Path, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    served = Served(folder, "--tls-cert", str(certificate), "--tls-key", str(key)).wait_until_ready()
    try:
        assert served.url.startswith("https://localhost:")
        assert httpx.get(f"{served.url}/healthz", verify=ssl.create_default_context(cafile=certificate)).status_code == 200
    finally:
        served.child.kill()
        served.child.wait()


def test_ctrl_c_while_it_starts_leaves_nothing_behind(folder: Path) -> None:
    served = Served(folder)
    wait_for(lambda: any("postgres" in command for command in descendants(served.child.pid).values()))
    everything = descendants(served.child.pid)
    served.child.send_signal(signal.SIGINT)
    assert served.child.wait(60) == 130
    wait_for(lambda: not any(map(is_alive, everything)))
    assert "Traceback" not in served.log.read_text()


def test_a_process_that_hangs_although_asked_to_stop_is_ended(tmp_path: Path) -> None:
    hangs = """
import asyncio, time
from parley.cli import loop
loop._LONGEST_STOP_SECONDS = 0.2
async def main():
    loop.on_stop_signal(lambda: None)
    print("ready", flush=True)
    await asyncio.sleep(600)
loop.run_loop(main())
"""
    child = subprocess.Popen([sys.executable, "-c", hangs], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(signal.SIGTERM)
    assert child.wait(30) == 70
    child.stdout.close()


def test_a_worker_that_does_not_serve_yet_lets_go_of_the_address_at_once(tmp_path: Path) -> None:
    """It has nothing to finish, and what it waits for may have ended with its parent."""
    ready, tell = os.pipe()
    with socket.create_server(("127.0.0.1", 0)) as shared, socket.create_server(("127.0.0.1", 0)) as silent_bus:
        shared.set_inheritable(True)
        given = {
            "bus_url": f"nats://127.0.0.1:{silent_bus.getsockname()[1]}",
            "database_url": "postgresql://nobody@127.0.0.1:1/none",
        }
        worker = subprocess.Popen(
            [sys.executable, "-m", "parley", "serve-child", "--socket", str(shared.fileno()), "--ready", str(tell)],
            pass_fds=(shared.fileno(), tell),
            env={**ENVIRONMENT, CHILD_SETTINGS: json.dumps({**given, "data_dir": str(tmp_path)})},
        )
        waiting, _ = silent_bus.accept()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == -signal.SIGTERM
        waiting.close()
    os.close(ready)
    os.close(tell)
