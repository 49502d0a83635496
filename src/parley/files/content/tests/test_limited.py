"""A child process with limits: what it may not do, and that the parent survives whatever it does."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parley.files.content.limited import AT_ONCE, ChildFailed, LimitExceeded, Limits, run_limited
from parley.files.content.tests import misbehaving
from parley.files.content.tests.misbehaving import Numbers

_MIB = 1 << 20
_PLENTY = Limits()


async def limit_hit(function: Callable[[Any], Any], argument: object, limits: Limits) -> str:
    with pytest.raises(LimitExceeded) as caught:
        await run_limited(function, argument, int, limits)
    return caught.value.which


async def failure_of(function: Callable[[Any], Any], argument: object, limits: Limits = _PLENTY) -> ChildFailed:
    with pytest.raises(ChildFailed) as caught:
        await run_limited(function, argument, str, limits)
    return caught.value


async def test_an_argument_goes_out_and_an_answer_comes_back() -> None:
    assert await run_limited(misbehaving.add_up, Numbers([1, 2, 39]), int, Limits()) == 42


async def test_an_answer_of_another_type_is_not_believed() -> None:
    assert "not what was asked for" in (await failure_of(misbehaving.add_up, Numbers([1]))).reason


class TestWhatItMayUse:
    async def test_memory(self) -> None:
        limits = Limits(memory_bytes=256 * _MIB)
        assert await run_limited(misbehaving.allocate, 100, int, limits) == 100 * _MIB
        assert await limit_hit(misbehaving.allocate, 400, limits) == "memory"

    async def test_processor_time(self) -> None:
        assert await limit_hit(misbehaving.loop, 0, Limits(cpu_seconds=1)) == "cpu"

    async def test_time_on_the_wall(self, tmp_path: Path) -> None:
        number = tmp_path / "number"
        assert await limit_hit(misbehaving.leave_its_number, str(number), Limits(wall_seconds=2)) == "wall"
        assert not is_alive(int(number.read_text()))

    async def test_bytes_in_a_file(self, tmp_path: Path) -> None:
        written = tmp_path / "written"
        assert await limit_hit(misbehaving.write_much, str(written), Limits(file_bytes=_MIB)) == "file_size"
        assert written.stat().st_size <= _MIB

    async def test_bytes_of_an_answer(self) -> None:
        assert await run_limited(misbehaving.answer_much, 1000, str, Limits(answer_bytes=2000)) == "x" * 1000
        assert await limit_hit(misbehaving.answer_much, 3000, Limits(answer_bytes=2000)) == "answer"

    async def test_a_child_that_prints_without_measure_is_cut_and_still_answers(self) -> None:
        assert await run_limited(misbehaving.print_much, 200_000, int, Limits()) == 200_000

    async def test_what_is_kept_of_its_printing_is_the_beginning(self) -> None:
        log = (await failure_of(misbehaving.print_and_crash, 200_000)).log
        assert log.startswith("y" * 100)
        assert len(log) == 8192


class TestHowItMayEnd:
    async def test_by_an_exception(self) -> None:
        assert (await failure_of(misbehaving.raise_an_error, "of all things")).reason == "ValueError: of all things"

    @pytest.mark.parametrize(("function", "name"), [(misbehaving.crash, "SIGSEGV"), (misbehaving.abort, "SIGABRT")])
    async def test_by_a_crash(self, function: Callable[[Any], Any], name: str) -> None:
        assert name in (await failure_of(function, 0)).reason

    async def test_by_leaving_without_an_answer(self) -> None:
        assert (await failure_of(misbehaving.leave, 3)).reason == "The child ended by status 3."

    async def test_by_a_forged_answer(self) -> None:
        assert "something else" in (await failure_of(misbehaving.forge_an_answer, "{}}")).reason

    async def test_with_whoever_called_it(self, tmp_path: Path) -> None:
        number = tmp_path / "number"
        call = asyncio.create_task(run_limited(misbehaving.leave_its_number, str(number), float, Limits()))
        child = await written_number(number)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert not is_alive(child)

    async def test_with_its_parent_even_by_kill(self, tmp_path: Path) -> None:
        number = tmp_path / "number"
        parent = await asyncio.create_subprocess_exec(sys.executable, "-c", _PARENT, str(number))
        child = await written_number(number)
        assert is_alive(child)
        parent.send_signal(signal.SIGKILL)
        await parent.wait()
        async with asyncio.timeout(20):
            while is_alive(child):
                await asyncio.sleep(0.02)


class TestWhatItMayNotDo:
    @pytest.mark.parametrize("function", [misbehaving.open_a_socket, misbehaving.run_a_program, misbehaving.fork])
    async def test_reach_the_network_or_start_anything(self, function: Callable[[Any], Any]) -> None:
        assert "not permitted" in (await failure_of(function, 0)).reason

    async def test_touch_another_process(self) -> None:
        assert "not permitted" in (await failure_of(misbehaving.signal_the_server, os.getpid())).reason
        assert "not permitted" in (await failure_of(misbehaving.limit_the_server, os.getpid())).reason

    async def test_read_files_that_it_was_not_given(self, tmp_path: Path) -> None:
        given, other = tmp_path / "given", tmp_path / "other"
        given.write_text("bytes")
        other.write_text("secret")
        limits = Limits(reads=(str(given),))
        assert await run_limited(misbehaving.read_file, str(given), str, limits) == "bytes"
        assert "PermissionError" in (await failure_of(misbehaving.read_file, str(other), limits)).reason

    async def test_write_outside_of_its_folder(self, tmp_path: Path) -> None:
        own = tmp_path / "own"
        own.mkdir()
        limits = Limits(reads=(), writes=(str(own),))
        assert await run_limited(misbehaving.write_file, str(own / "made"), int, limits) == 4
        assert "PermissionError" in (await failure_of(misbehaving.write_file, str(tmp_path / "made"), limits)).reason

    async def test_see_what_stands_in_the_servers_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PARLEY_SECRET", "hush")
        assert "PARLEY_SECRET" not in await run_limited(misbehaving.tell_environment, 0, list[str], Limits())


async def test_so_many_work_at_once_and_no_more(tmp_path: Path) -> None:
    calls = [run_limited(misbehaving.count_company, str(tmp_path), int, Limits()) for _ in range(3 * AT_ONCE)]
    assert max(await asyncio.gather(*calls)) <= AT_ONCE


_PARENT = """
import asyncio, sys
from parley.files.content.limited import Limits, run_limited
from parley.files.content.tests.misbehaving import leave_its_number
asyncio.run(run_limited(leave_its_number, sys.argv[1], float, Limits()))
"""


async def written_number(path: Path) -> int:
    async with asyncio.timeout(20):
        while (number := number_in(path)) is None:
            await asyncio.sleep(0.02)
    return number


def number_in(path: Path) -> int | None:
    return int(path.read_text() or 0) or None if path.exists() else None


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
