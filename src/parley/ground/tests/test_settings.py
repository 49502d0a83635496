from pathlib import Path
from typing import Annotated

import msgspec
import pytest
from msgspec import Meta

from parley.ground.settings import GroundSettings, Settings, SettingsInvalid, load


class ShopSettings(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=5)] = "shop"
    shelves: Annotated[int, Meta(ge=1, le=9)] = 3
    is_open: bool = True


GROUPS = (GroundSettings, ShopSettings)


def test_the_command_line_outranks_the_environment_and_that_the_file(tmp_path: Path) -> None:
    file = tmp_path / "parley.toml"
    file.write_text("name = 'file'\nshelves = 1\nport = 1\n")
    settings = load(
        GROUPS, environment={"PARLEY_SHELVES": "2", "PARLEY_PORT": "2"}, toml_file=file, overrides={"port": 3, "host": None}
    )
    assert settings.of(ShopSettings) == ShopSettings(name="file", shelves=2)
    assert settings.of(GroundSettings).port == 3
    assert settings.of(GroundSettings).host == GroundSettings().host


@pytest.mark.parametrize(
    ("text", "value"), [("on", True), ("TRUE", True), ("1", True), ("off", False), ("no", False), ("0", False)]
)
def test_switches_are_read_as_people_write_them(text: str, value: object) -> None:
    assert load(GROUPS, environment={"PARLEY_IS_OPEN": text}).of(ShopSettings).is_open is value


@pytest.mark.parametrize(
    ("name", "value"), [("SHELVES", "many"), ("SHELVES", "10"), ("SHELVES", "0"), ("NAME", "too long"), ("IS_OPEN", "perhaps")]
)
def test_a_wrong_value_is_named_with_its_source(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"PARLEY_{name}: {name.lower()}"):
        load(GROUPS, environment={f"PARLEY_{name}": value})


def test_a_wrong_argument_is_named_as_it_is_typed() -> None:
    with pytest.raises(SettingsInvalid, match="--data-dir: data_dir"):
        load(GROUPS, environment={}, overrides={"data_dir": 7})


def test_an_unknown_name_is_refused_in_the_file_and_ignored_in_the_environment(tmp_path: Path) -> None:
    assert load(GROUPS, environment={"PARLEY_SHELFS": "2"}).of(ShopSettings) == ShopSettings()
    file = tmp_path / "parley.toml"
    file.write_text("shelfs = 2\n")
    with pytest.raises(SettingsInvalid, match="unknown settings: shelfs"):
        load(GROUPS, environment={}, toml_file=file)


@pytest.mark.parametrize("content", ["not toml", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "parley.toml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingsInvalid, match=r"parley\.toml cannot be read"):
        load(GROUPS, environment={}, toml_file=file)


def test_a_group_nobody_loaded_has_its_defaults_and_changes_stay_in_the_copy() -> None:
    settings = Settings([])
    changed = settings.with_changes(ShopSettings, shelves=9)
    assert settings.of(ShopSettings).shelves == 3
    assert changed.of(ShopSettings).shelves == 9
