"""The help of every command: an example a person can copy, and paragraphs as wide as the terminal."""

from collections.abc import Iterator
from typing import Any

import pytest

from clmctl.cli.group import Commands
from clmctl.cli.table import COMMANDS


def named(name: str) -> Any:
    return Commands(name="clmctl").get_command(None, name)


def leaves(command: Any) -> Iterator[Any]:
    """The commands that do something: of a group those in it."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield command
    else:
        for each in inner.values():
            yield from leaves(each)


@pytest.mark.parametrize("name", [entry.name for entry in COMMANDS])
def test_every_command_shows_an_example_of_itself(name: str) -> None:
    for command in leaves(named(name)):
        examples = [part for part in command.help.split("\n\n") if part.startswith("Example: ")]
        assert examples, command.name
        assert all(f"clmctl {name}" in part or "clmctl --root" in part for part in examples)


@pytest.mark.parametrize("name", [entry.name for entry in COMMANDS])
def test_no_line_of_a_paragraph_ends_before_the_terminal_does(name: str) -> None:
    for command in (named(name), *leaves(named(name))):
        assert all("\n" not in part.strip() for part in command.help.split("\n\n"))
