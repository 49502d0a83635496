"""Files that are broken on purpose: each ends in a verdict, in bounded memory."""

import lzma
import random
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from parley.files.content.limited import Limits, run_limited
from parley.files.content.scan.scan import scan
from parley.files.content.scan.tests.conftest import Judge
from parley.files.content.scan.tests.samples import (
    CONTAINERS,
    EICAR,
    compound_file_of,
    office_of,
    packed_pdf_of,
    picture,
    windows_program,
    zip_of,
)
from parley.files.content.scan.verdict import Outcome, Reason, ScanRequest, Verdict

_MUTATIONS = 12

SEEDS = {
    **{name: make(bytes(range(256)) * 8) for name, make in CONTAINERS.items()},
    "a.png": picture(),
    "a.jpg": picture("JPEG"),
    "a.gif": picture("GIF"),
    "a.webp": picture("WEBP"),
    "a.pdf": packed_pdf_of("<< /Type /Catalog >>", "3 0 << /Type /Page >>"),
    "a.doc": compound_file_of("WordDocument"),
    "a.xlsx": office_of({"xl/sheet.xml": b"<x/>" * 100}, "xl"),
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "a.html": b"<!doctype html><p>hello",
    "a.exe": windows_program(),
}


def _mutations(content: bytes, dice: random.Random) -> Iterator[bytes]:
    for number in range(_MUTATIONS):
        broken = bytearray(content)
        if number % 3 == 0:
            del broken[dice.randrange(len(broken)) :]
        elif number % 3 == 1:
            for _ in range(dice.randint(1, 12)):
                broken[dice.randrange(len(broken))] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
        else:
            at, length = dice.randrange(len(broken)), dice.randint(1, 64)
            broken[at : at + length] = dice.choice((b"", broken[:length], dice.randbytes(length * 3), b"\xff" * length))
        yield bytes(broken)


def test_the_corpus_has_more_than_200_files() -> None:
    assert len(SEEDS) * _MUTATIONS > 200


@pytest.mark.parametrize("name", SEEDS)
def test_whatever_is_broken_in_a_file_it_gets_a_verdict(judge: Judge, name: str) -> None:
    for content in _mutations(SEEDS[name], random.Random(name)):
        verdict = judge(content, name)
        assert (verdict.reason is None) == (verdict.outcome is Outcome.CLEAN)


def test_headers_alone_and_noise_get_a_verdict(judge: Judge) -> None:
    dice = random.Random(4)
    for name, content in SEEDS.items():
        for length in (1, 2, 4, 8, 16, 32, 64, 512):
            assert isinstance(judge(content[:length], name), Verdict)
            assert isinstance(judge(content[:length] + dice.randbytes(2000), name), Verdict)


_MEASURED = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from parley.files.content.scan.scan import scan_file
    from parley.files.content.scan.verdict import ScanLimits

    for path in sorted(Path(sys.argv[1]).iterdir()):
        if path.is_file():
            print(path.name, scan_file(path, path.name, ScanLimits(), folder=sys.argv[2]).reason)
    # Not getrusage: a child's figure there begins at what its parent had in memory.
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
    """
)
_MOST_MEMORY_MIB = 250


def test_memory_stays_bounded_over_bombs_and_large_files(tmp_path: Path) -> None:
    files, spool = tmp_path / "files", tmp_path / "spool"
    files.mkdir()
    spool.mkdir()
    noise = random.Random(1).randbytes(20 << 20)
    (files / "1.zip").write_bytes(zip_of({"zeros": bytes(80 << 20)}))
    (files / "2.xz").write_bytes(lzma.compress(bytes(80 << 20), preset=0))
    (files / "3.zip").write_bytes(zip_of({"a.bin": noise, "b.zip": zip_of({"c.bin": noise})}, 0))
    (files / "4.mp4").write_bytes(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + noise * 4)
    (files / "5.pdf").write_bytes(b"%PDF-1.7\n" + b"stream\nx\n" * 3_000_000)
    (files / "6.7z").write_bytes(CONTAINERS["a.7z"](noise[: 6 << 20]))
    command = [sys.executable, "-c", _MEASURED, str(files), str(spool)]
    *lines, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert lines == ["1.zip archive_bomb", "2.xz archive_bomb", "3.zip None", "4.mp4 None", "5.pdf too_large", "6.7z None"]
    assert int(peak) >> 10 < _MOST_MEMORY_MIB
    assert not list(spool.iterdir())


async def test_it_works_in_a_child_that_may_open_nothing_else(tmp_path: Path) -> None:
    spooled = zip_of({"noise.bin": random.Random(1).randbytes(9 << 20), "e.txt": EICAR})
    (tmp_path / "sent").write_bytes(zip_of({"a.7z": CONTAINERS["a.7z"](spooled)}))
    spool = tmp_path / "spool"
    spool.mkdir()
    limits = Limits(reads=(str(tmp_path / "sent"),), writes=(str(spool),), cpu_seconds=60, wall_seconds=100)
    request = ScanRequest(str(tmp_path / "sent"), "work.zip", folder=str(spool))
    verdict = await run_limited(scan, request, Verdict, limits)
    assert (verdict.outcome, verdict.reason) == (Outcome.REFUSED, Reason.MALWARE)
    assert verdict.member is not None
    assert verdict.member.startswith("a.7z/")
    assert verdict.member.endswith("d/inner.txt/e.txt")
