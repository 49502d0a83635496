"""Every kind of file, sound and broken in hundreds of ways, through the previewer as it runs in a server."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from parley.files.content.limited import ChildFailed, LimitExceeded
from parley.files.content.preview.apart import preview_apart
from parley.files.content.preview.model import PreviewMade, PreviewRequest
from parley.files.content.preview.tests.specimens import SPECIMENS, Specimen, written

_TRUNCATED = 5
_MUTATED = 7
_FAILURES = {None, "malformed", "too_large", "encrypted"}


def test_the_corpus_is_large_enough() -> None:
    assert len(SPECIMENS) * (_TRUNCATED + _MUTATED) >= 200


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
async def test_a_sound_file_is_shown_and_a_broken_one_ends_in_an_answer(specimen: Specimen, tmp_path: Path) -> None:
    sound = specimen.make()
    made = await preview(specimen, sound, tmp_path)
    assert isinstance(made, PreviewMade)
    assert made.failure is None
    assert made.thumbnail or made.media or made.text

    broken = list(broken_copies(sound, random.Random(specimen.name)))
    ends = await asyncio.gather(*(preview(specimen, copy, tmp_path / str(number)) for number, copy in enumerate(broken)))
    assert len(ends) == _TRUNCATED + _MUTATED
    assert all(isinstance(end, LimitExceeded | ChildFailed) or end.failure in _FAILURES for end in ends)


async def preview(specimen: Specimen, content: bytes, folder: Path) -> PreviewMade | LimitExceeded | ChildFailed:
    """What comes of it. Whatever it names is there, and is a file of its own folder."""
    made_in = folder / "made"
    made_in.mkdir(parents=True)
    source = written(folder, specimen.name, content)
    try:
        made = await preview_apart(
            PreviewRequest(
                source=str(source), media_type=specimen.media_type, kind=specimen.kind, folder=str(made_in), name=specimen.name
            )
        )
    except (LimitExceeded, ChildFailed) as ended:
        return ended
    for name in filter(None, (made.thumbnail, made.display, made.media)):
        assert "/" not in name
        assert made_in.joinpath(name).stat().st_size > 0
    return made


def broken_copies(sound: bytes, dice: random.Random) -> Iterator[bytes]:
    for number in range(_TRUNCATED):
        yield sound[: len(sound) * number // _TRUNCATED + dice.randrange(16)]
    for number in range(_MUTATED):
        yield mutated(sound, dice, thoroughly=number % 2 == 1)


def mutated(sound: bytes, dice: random.Random, *, thoroughly: bool) -> bytes:
    """A few bytes of the headers changed, or pieces anywhere overwritten, left out, doubled."""
    content = bytearray(sound)
    if not thoroughly:
        for _ in range(dice.randint(1, 6)):
            content[dice.randrange(min(len(content), 400))] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
        return bytes(content)
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(content))
        end = min(len(content), start + dice.randint(1, 64))
        content[start:end] = dice.choice((dice.randbytes(end - start), bytes(end - start), b"", bytes(content[start:end]) * 2))
    return bytes(content)
