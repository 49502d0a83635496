"""Containers: what is in them is found, and none of them exhausts whoever looks."""

import bz2
import io
import random
import struct
import tarfile
import zipfile
import zlib

import py7zr
import pytest

from parley.files.content.scan.tests.conftest import Judge
from parley.files.content.scan.tests.samples import (
    CONTAINERS,
    EICAR,
    encrypted_zip,
    gzip_of,
    nested_zip,
    overlapping_zip,
    picture,
    seven_of,
    tar_of,
    windows_program,
    zip_of,
)
from parley.files.content.scan.verdict import Outcome, Reason, ScanLimits

CLEAN = (Outcome.CLEAN, None)
SMALL = ScanLimits(max_members=100, max_total_bytes=8 << 20, ratio_floor_bytes=1 << 20)


@pytest.mark.parametrize("container", CONTAINERS)
def test_malware_is_found_in_every_container_and_a_letter_is_not(judge: Judge, container: str) -> None:
    packed = CONTAINERS[container](EICAR)
    verdict = judge(packed, container)
    assert (verdict.outcome, verdict.reason, verdict.rule) == (Outcome.REFUSED, Reason.MALWARE, "eicar")
    assert judge(CONTAINERS[container](b"Dear client,\n"), container).outcome is Outcome.CLEAN


@pytest.mark.parametrize("outer", CONTAINERS)
@pytest.mark.parametrize("inner", CONTAINERS)
def test_malware_is_found_in_every_container_within_every_other(judge: Judge, outer: str, inner: str) -> None:
    packed = CONTAINERS[outer](CONTAINERS[inner](b"first line\n" + EICAR))
    assert judge(packed, outer).reason is Reason.MALWARE
    assert judge(CONTAINERS[outer](CONTAINERS[inner](b"first line\n")), outer).outcome is Outcome.CLEAN


def test_a_verdict_says_where_in_the_container(judge: Judge) -> None:
    packed = zip_of({"a/b.zip": zip_of({"c.tar.gz": gzip_of(tar_of({"d/e.doc": windows_program()}))})})
    verdict = judge(packed, "work.zip")
    assert (verdict.reason, verdict.member) == (Reason.EXECUTABLE, "a/b.zip/c.tar.gz/c.tar/d/e.doc")


def test_deeper_than_the_limit_is_unscannable(judge: Judge) -> None:
    assert judge(nested_zip(EICAR, 6), "a.zip").reason is Reason.MALWARE
    verdict = judge(nested_zip(EICAR, 7), "a.zip")
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.TOO_DEEP)


def _quine_like(levels: int) -> bytes:
    """Sixteen copies of the level below, as in 42.zip."""
    content = bytes(4 << 20)
    for level in range(levels):
        content = zip_of({f"{level}-{number}.zip": content for number in range(16)})
    return content


BOMBS = {
    "zeros.zip": lambda: zip_of({"zeros": bytes(60 << 20)}),
    "zeros.gz": lambda: gzip_of(bytes(60 << 20)),
    "zeros.bz2": lambda: bz2.compress(bytes(60 << 20)),
    "zeros.tar.gz": lambda: gzip_of(tar_of({"zeros": bytes(60 << 20)})),
    "zeros.7z": lambda: seven_of({"zeros": bytes(120 << 20)}),
    "forty-two.zip": lambda: _quine_like(4),
    "overlap.zip": lambda: overlapping_zip(1000),
    "members.zip": lambda: zip_of({f"{number}": b"" for number in range(60_000)}, zipfile.ZIP_STORED),
    "members.tar": lambda: tar_of({"a": b""})[:512] * 60_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(judge: Judge, name: str) -> None:
    verdict = judge(BOMBS[name](), name)
    assert (verdict.outcome, verdict.reason) == (Outcome.REFUSED, Reason.ARCHIVE_BOMB), verdict


def test_a_table_of_100_000_names_is_refused_before_any_is_unpacked(judge: Judge) -> None:
    verdict = judge(overlapping_zip(100_000, kernel_bytes=10), "a.zip")
    assert (verdict.reason, verdict.rule) == (Reason.ARCHIVE_BOMB, "members")


def test_entries_that_share_bytes_are_refused_however_few_they_are(judge: Judge) -> None:
    assert judge(overlapping_zip(1, kernel_bytes=10), "a.zip").outcome is Outcome.CLEAN
    assert judge(overlapping_zip(2, kernel_bytes=10), "a.zip").rule == "overlapping entries"


def test_members_of_all_levels_count_together(judge: Judge) -> None:
    inner = zip_of({f"{number}": b"x" for number in range(60)})
    assert judge(inner, "a.zip", SMALL).outcome is Outcome.CLEAN
    assert judge(zip_of({"1.zip": inner, "2.zip": inner}), "a.zip", SMALL).rule == "members"


def test_bytes_of_all_levels_count_together(judge: Judge) -> None:
    noise = random.Random(1).randbytes(400_000)
    assert judge(zip_of({"a": noise}), "a.zip", SMALL).outcome is Outcome.CLEAN
    verdict = judge(zip_of({str(number): noise + bytes([number]) for number in range(40)}, zipfile.ZIP_STORED), "a.zip", SMALL)
    assert (verdict.reason, verdict.rule) == (Reason.ARCHIVE_BOMB, "total")


def test_what_packs_well_but_is_small_is_no_bomb(judge: Judge) -> None:
    assert judge(zip_of({"log.txt": b"all is well\n" * 100_000}), "log.zip").outcome is Outcome.CLEAN


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", encrypted_zip(b"hello")),
        ("a.7z", seven_of({"a.txt": b"hello"}, password="secret")),
        ("outer.zip", zip_of({"letter.txt": b"hello", "inner.7z": seven_of({"a.txt": b"hello"}, password="secret")})),
    ],
)
def test_what_is_encrypted_is_unscannable(judge: Judge, name: str, content: bytes) -> None:
    verdict = judge(content, name)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.ENCRYPTED)


def test_harm_beside_an_encrypted_member_is_still_found(judge: Judge) -> None:
    packed = zip_of({"1.zip": encrypted_zip(b"hello"), "2.txt": EICAR})
    assert judge(packed, "a.zip").reason is Reason.MALWARE


@pytest.mark.parametrize("name", ["a.zip", "a.7z", "a.gz", "a.bz2", "a.xz", "a.tar", "a.tar.gz"])
def test_a_truncated_archive_is_unscannable(judge: Judge, name: str) -> None:
    whole = CONTAINERS[name](bytes(range(256)) * 40)
    verdict = judge(whole[: len(whole) // 3], name)
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.MALFORMED)


def test_harm_before_the_place_where_an_archive_breaks_off_is_found(judge: Judge) -> None:
    assert judge(gzip_of(EICAR + bytes(range(256)) * 100)[:-8], "a.gz").reason is Reason.MALWARE


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x01\0", b"\x28\xb5\x2f\xfd", b"MSCF\0\0\0\0"])
def test_what_no_walker_opens_is_unscannable(judge: Judge, magic: bytes) -> None:
    for name, content in (("a.bin", magic + bytes(100)), ("a.zip", zip_of({"inner": magic + bytes(100)}))):
        verdict = judge(content, name)
        assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.UNSUPPORTED)


@pytest.mark.parametrize("climbing", ["../../etc/cron.d/x", "/etc/passwd", "a/../../b", "C:\\Windows\\x.txt", "..\\x.txt"])
def test_names_that_climb_out_make_an_archive_unscannable(judge: Judge, climbing: str) -> None:
    for name, content in (("a.zip", zip_of({climbing: b"hello"})), ("a.tar", tar_of({climbing: b"hello"}))):
        verdict = judge(content, name)
        assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.MALFORMED)
        assert judge(content.replace(b"hello", EICAR[:5]), name).outcome is not Outcome.CLEAN


def _tar_with_link(target: str) -> bytes:
    made = io.BytesIO()
    with tarfile.TarFile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("node_modules/.bin/tool")
        link.type, link.linkname = tarfile.SYMTYPE, target
        archive.addfile(link)
    return made.getvalue()


def _zip_with_link(target: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("node_modules/.bin/tool")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, target)
    return made.getvalue()


@pytest.mark.parametrize(("name", "make"), [("a.tar", _tar_with_link), ("a.zip", _zip_with_link)])
def test_links_may_point_within_their_archive_only(judge: Judge, name: str, make: object) -> None:
    assert callable(make)
    assert judge(make("../tool/index.js"), name).outcome is Outcome.CLEAN
    for outside in ("/etc/passwd", "../../../x"):
        assert judge(make(outside), name).reason is Reason.MALFORMED


def test_an_entry_that_the_directory_does_not_name_is_noticed(judge: Judge) -> None:
    shown, hidden = zip_of({"a.txt": b"hello" * 50}), zip_of({"b.txt": b"hidden" * 50})
    only_entry = hidden[: hidden.index(b"PK\1\2")]
    directory_at = shown.index(b"PK\1\2")
    end_at = shown.index(b"PK\5\6")
    moved = bytearray(shown[end_at:])
    struct.pack_into("<I", moved, 16, directory_at + len(only_entry))
    verdict = judge(shown[:directory_at] + only_entry + shown[directory_at:end_at] + bytes(moved), "a.zip")
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.MALFORMED)


def test_a_wrong_checksum_is_noticed(judge: Judge) -> None:
    sound = zip_of({"a.txt": b"hello"}, zipfile.ZIP_STORED)
    assert judge(sound.replace(b"hello", b"jello"), "a.zip").reason is Reason.MALFORMED


def test_a_zip64_is_read(judge: Judge) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, archive.open("big.txt", "w", force_zip64=True) as member:
        member.write(EICAR)
    assert judge(made.getvalue(), "a.zip").reason is Reason.MALWARE


def test_many_members_of_a_solid_7z_are_all_seen(judge: Judge) -> None:
    members = {f"src/{number}.py": f"print({number})\n".encode() for number in range(300)}
    assert judge(seven_of(members), "a.7z").outcome is Outcome.CLEAN
    assert judge(seven_of(members), "a.7z", ScanLimits(max_members=299)).rule == "members"
    verdict = judge(seven_of(members | {"src/last.py": b"# " + EICAR}), "a.7z")
    assert verdict.reason is Reason.MALWARE


def test_a_7z_whose_names_climb_is_unscannable(judge: Judge) -> None:
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w") as archive:
        archive.set_encoded_header_mode(mode=False)
        archive.writestr(b"hello", "aa/bb.txt")
    plain = made.getvalue()
    header_at = 32 + struct.unpack_from("<Q", plain, 12)[0]
    header = plain[header_at:].replace("aa/bb".encode("utf-16-le"), "../bb".encode("utf-16-le"))
    start = struct.pack("<QQI", header_at - 32, len(header), zlib.crc32(header))
    climbing = plain[:8] + struct.pack("<I", zlib.crc32(start)) + start + plain[32:header_at] + header
    verdict = judge(climbing, "a.7z")
    assert (verdict.outcome, verdict.reason) == (Outcome.UNSCANNABLE, Reason.MALFORMED)


def test_the_contents_of_an_archive_need_not_agree_with_their_names(judge: Judge) -> None:
    members = {"icon.jpg": picture("PNG"), "page.png": b"<html><script>1</script></html>", "logo.svg": b"<svg onload='x()'/>"}
    verdict = judge(zip_of(members | {"gradlew.bat": b"@echo off\r\n"}), "site.zip")
    assert (verdict.outcome, verdict.reason) == CLEAN
