"""The command line: every command with a description, every setting under the name it has in the environment."""

import argparse
from importlib.metadata import version
from typing import Any

_STORAGE = argparse.ArgumentParser(add_help=False)
_STORAGE.add_argument("--settings", metavar="FILE", help="settings file (TOML); docs/settings.md lists every setting")
_STORAGE.add_argument("--data-dir", metavar="FOLDER", help="folder that holds everything stored (PARLEY_DATA_DIR, default ./var)")
_STORAGE.add_argument(
    "--database-url", metavar="URL", help="PostgreSQL 15 or later; without it the embedded one (PARLEY_DATABASE_URL)"
)
_STORAGE.add_argument("--bus-url", metavar="URL", help="NATS server (PARLEY_BUS_URL)")
_STORAGE.add_argument("--public-url", metavar="URL", help="address that people open (PARLEY_PUBLIC_URL)")

# What `settings.load` takes as overrides; everything else on the command line is a command's own.
_SETTINGS = (
    "data_dir", "database_url", "bus_url", "public_url", "port", "host", "workers", "development", "demo", "tls_cert", "tls_key",
)  # fmt: skip


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Parse; prints help or a usage error and exits by itself."""
    parser = argparse.ArgumentParser(
        prog="parley", description="Parley: messaging for people who find each other and work together."
    )
    parser.add_argument("--version", action="version", version=f"parley {version('parley')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_serve(commands)
    _add(commands, "worker", "Run background jobs only.", "For installations that run jobs apart from `parley serve`.")
    _add(
        commands, "migrate", "Bring the database to this version's schema.", "`parley serve` does this by itself at every start."
    )
    _add(commands, "doctor", "Say what is wrong with this installation.", "Exit code 0 when everything needed answers, else 1.")
    _add(
        commands, "demo", "Fill an empty database with a demo marketplace.", "Refuses a database in which anybody has signed up."
    )
    commands.add_parser(
        "openapi", help="Print the OpenAPI document.", description="Print the OpenAPI document of the HTTP API as JSON."
    )
    _add_account(commands)
    child = commands.add_parser(
        "serve-child", help=argparse.SUPPRESS, description="One worker process of `parley serve --workers N`."
    )
    child.add_argument("--ready", type=int, required=True)
    child.add_argument("--socket", type=int, required=True)
    return parser.parse_args(arguments)


def settings_given(namespace: argparse.Namespace) -> dict[str, Any]:
    """The settings among the arguments, without those that were not given; `settings` is the file with more of them."""
    return {name: value for name in ("settings", *_SETTINGS) if (value := getattr(namespace, name, None)) is not None}


def _add(commands: Any, name: str, short: str, more: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(name, parents=[_STORAGE], help=short, description=f"{short} {more}")
    return added


def _add_serve(commands: Any) -> None:
    serve = _add(
        commands,
        "serve",
        "Serve Parley.",
        "HTTP, live connections, background jobs and, without --database-url, the embedded PostgreSQL.",
    )
    serve.add_argument("--port", type=int, help="port to listen on, 0 for a free one (PARLEY_PORT, default 8000)")
    serve.add_argument("--host", help="address to listen on (PARLEY_HOST, default 127.0.0.1)")
    serve.add_argument(
        "--workers", type=int, metavar="N", help="processes that serve; more than one brings a NATS along (PARLEY_WORKERS)"
    )
    serve.add_argument("--tls-cert", metavar="FILE", help="certificate chain to serve HTTPS with (PARLEY_TLS_CERT)")
    serve.add_argument("--tls-key", metavar="FILE", help="its private key (PARLEY_TLS_KEY)")
    serve.add_argument(
        "--demo", action="store_const", const=True, help="fill an empty database with a demo, sign in with one click"
    )
    serve.add_argument("--development", action="store_const", const=True, help="relax what only matters in production")


def _add_account(commands: Any) -> None:
    account = commands.add_parser("account", help="Make accounts.", description="Make accounts from the command line.")
    verbs = account.add_subparsers(dest="verb", metavar="VERB", required=True)
    create = _add(
        verbs, "create", "Make an account.", "The password is asked for, or made and printed when there is no terminal."
    )
    create.add_argument("--email", required=True, help="address to sign in with; counts as verified")
    create.add_argument("--name", required=True, help="display name")
    create.add_argument("--operator", action="store_true", help="the account may run this installation")
