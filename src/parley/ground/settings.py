"""Settings from the environment (`PARLEY_…`), one TOML file, and the command line, in rising order: TOML, environment, command line.

Each domain declares its own group as a frozen struct of annotated fields; `load` fills all groups from one flat name space, so that
`max_message_length` is `PARLEY_MAX_MESSAGE_LENGTH` in the environment and `max_message_length = …` in the file.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import msgspec
from msgspec import Meta

ENVIRONMENT_PREFIX = "PARLEY_"

G = TypeVar("G", bound=msgspec.Struct)


class SettingsInvalid(Exception):
    """A setting cannot be read; the message names it, where it came from, and what it may be."""


class GroundSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the ground needs to run."""

    data_dir: Annotated[
        str, Meta(description="Folder that holds everything Parley stores: the embedded database, files, the local outbox.")
    ] = "var"
    host: Annotated[str, Meta(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one.")] = 8000
    public_url: Annotated[
        str,
        Meta(
            description="Address people open, such as `https://parley.example`. Used in mails and for the socket's origin check. "
            "Empty: made from host and port."
        ),
    ] = ""
    database_url: Annotated[
        str, Meta(description="PostgreSQL 15 or later, `postgresql://…`. Empty: the embedded PostgreSQL in the data folder.")
    ] = ""
    database_connections: Annotated[
        int, Meta(ge=2, le=200, description="Most connections to the database that one process opens.")
    ] = 12
    bus_url: Annotated[
        str, Meta(description="NATS server, `nats://…`. Empty: in-process, or a supervised NATS when there are several workers.")
    ] = ""
    workers: Annotated[int, Meta(ge=1, le=64, description="Processes that serve HTTP and the socket.")] = 1
    development: Annotated[
        bool, Meta(description="Relax what only matters in production: anybody may read the local mail outbox.")
    ] = False
    rate_limits: Annotated[bool, Meta(description="Apply rate limits. `off` only for measuring on one's own machine.")] = True
    tls_cert: Annotated[str, Meta(description="Certificate chain (PEM) to serve HTTPS with.")] = ""
    tls_key: Annotated[str, Meta(description="Private key (PEM) of `tls_cert`.")] = ""
    trusted_proxies: Annotated[
        str,
        Meta(description="Comma-separated addresses whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Empty: none."),
    ] = ""
    log_level: Annotated[str, Meta(pattern="^(debug|info|warning|error)$", description="Least severe level that is logged.")] = (
        "info"
    )
    log_format: Annotated[
        str, Meta(pattern="^(auto|json|console)$", description="`json`, `console`, or `auto`: console on a terminal, else JSON.")
    ] = "auto"


class Settings:
    """All groups of settings, each found by its type: `settings.of(GroundSettings)`."""

    def __init__(self, groups: Iterable[msgspec.Struct]) -> None:
        self._groups: dict[type, msgspec.Struct] = {type(group): group for group in groups}

    def of(self, group: type[G]) -> G:
        """The group of that type; its defaults when `load` was not asked for it."""
        found = self._groups.get(group)
        return found if isinstance(found, group) else group()

    def with_changes(self, group: type[G], **changes: Any) -> "Settings":
        """A copy with some settings of one group changed. For tests and for what the command line decides."""
        changed = msgspec.structs.replace(self.of(group), **changes)
        return Settings([g for t, g in self._groups.items() if t is not group] + [changed])


def _sources(toml_file: Path | None, environment: Mapping[str, str], overrides: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    found: dict[str, tuple[Any, str]] = {}
    if toml_file is not None:
        try:
            content = tomllib.loads(toml_file.read_text())
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise SettingsInvalid(f"The settings file {toml_file} cannot be read: {error}") from error
        found.update({name: (value, str(toml_file)) for name, value in content.items()})
    for name, value in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX):
            found[name.removeprefix(ENVIRONMENT_PREFIX).lower()] = (value, name)
    found.update({name: (value, f"--{name.replace('_', '-')}") for name, value in overrides.items() if value is not None})
    return found


_SWITCH = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}


def _read_value(name: str, value: Any, source: str, kind: Any) -> Any:
    if isinstance(value, str) and kind is bool:
        if value.lower() not in _SWITCH:
            raise SettingsInvalid(f"{source}: {name} must be on or off, not {value!r}.")
        return _SWITCH[value.lower()]
    return value


def load(
    groups: Iterable[type[msgspec.Struct]],
    *,
    environment: Mapping[str, str],
    toml_file: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Settings:
    """Fill every group. A name that no group knows is an error in the file and is ignored in the environment.

    Raises: SettingsInvalid
    """
    found = _sources(toml_file, environment, overrides or {})
    known: set[str] = set()
    filled: list[msgspec.Struct] = []
    for group in groups:
        kinds = get_type_hints(group)
        values: dict[str, Any] = {}
        for field in msgspec.structs.fields(group):
            known.add(field.name)
            if field.name in found:
                value, source = found[field.name]
                values[field.name] = _read_value(field.name, value, source, kinds[field.name])
                try:
                    msgspec.convert({field.name: values[field.name]}, group, strict=False)
                except msgspec.ValidationError as error:
                    raise SettingsInvalid(f"{source}: {name_of(error, field.name)}") from error
        filled.append(msgspec.convert(values, group, strict=False))
    if toml_file is not None:
        unknown = sorted(name for name, (_, source) in found.items() if name not in known and source == str(toml_file))
        if unknown:
            raise SettingsInvalid(f"{toml_file}: unknown settings: {', '.join(unknown)}. docs/settings.md lists what there is.")
    return Settings(filled)


def name_of(error: msgspec.ValidationError, name: str) -> str:
    """The message of a failed conversion with the setting's name in place of the path."""
    return f"{name}: {str(error).split(' - at ')[0]}"
