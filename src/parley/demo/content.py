"""The content files, read and checked."""

import tomllib
from functools import partial
from importlib.resources import files

import msgspec

from parley.demo.model import ContentInvalid, Person, Screenplay
from parley.demo.scenes import Scenes, parse_scenes
from parley.demo.screenplay import parse_screenplay

_FOLDER = files("parley.demo")
_PEOPLE = "people.toml"


def read_people() -> dict[str, Person]:
    """The people by their handle, in the order in which they are shown.

    Raises: ContentInvalid
    """
    source = _FOLDER.joinpath(_PEOPLE).read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(source), dict[str, Person])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ContentInvalid(_PEOPLE, 1, str(error)) from error


def read_screenplays(people: dict[str, Person]) -> list[Screenplay]:
    """The screenplays, by name.

    Raises: ContentInvalid
    """
    folder = _FOLDER.joinpath("rooms")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt"))
    parse = partial(parse_screenplay, handles=people)
    return [parse(f"rooms/{name}", folder.joinpath(name).read_text(encoding="utf-8")) for name in names]


def read_scenes(name: str, people: dict[str, Person]) -> Scenes:
    """The scenes in `scenes/<name>.txt`.

    Raises: ContentInvalid
    """
    file = f"scenes/{name}.txt"
    return parse_scenes(file, _FOLDER.joinpath(file).read_text(encoding="utf-8"), people)
