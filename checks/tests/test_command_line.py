"""Every command and every option says what it does."""

import argparse
from collections.abc import Iterator

import pytest

from parley.cli.arguments import read_arguments


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    built: list[argparse.ArgumentParser] = []
    with monkeypatch.context() as patched:
        patched.setattr(argparse.ArgumentParser, "parse_args", lambda parser, _: built.append(parser))
        read_arguments([])
    return built[0]


def silent_parts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Commands without a description, and options without a help text, below the parser."""
    if not parser.description:
        yield parser.prog
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            shown = {choice.dest: choice.help for choice in action._choices_actions}
            for name, command in action.choices.items():
                if shown.get(name) != argparse.SUPPRESS:
                    yield from () if shown.get(name) else (f"{parser.prog} --help: {name}",)
                    yield from silent_parts(command)
        elif action.help is None:
            yield f"{parser.prog} {'/'.join(action.option_strings) or action.dest}"


def test_every_command_and_option_says_what_it_does(parser: argparse.ArgumentParser) -> None:
    assert list(silent_parts(parser)) == []


def test_a_silent_command_or_option_is_found() -> None:
    parser = argparse.ArgumentParser(prog="parley", description="Messaging.")
    commands = parser.add_subparsers()
    commands.add_parser("serve", help="Serve.", description="Serve Parley.").add_argument("--port")
    commands.add_parser("doctor")
    assert list(silent_parts(parser)) == ["parley serve --port", "parley --help: doctor", "parley doctor"]
