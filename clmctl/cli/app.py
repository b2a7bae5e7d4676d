"""The command line's root: finds the command, imports it alone, runs it inside the error boundary."""

import importlib
import os
import sys
from typing import Any

import typer
from typer.completion import completion_init
from typer.core import TyperGroup

from clmctl.cli.boundary import guarded
from clmctl.cli.options import Options, take_options
from clmctl.cli.table import COMMANDS

INTRO = """clmctl: contracts as files in a git folder, their history as the negotiation.

Usage: clmctl COMMAND [ARGS]    (clmctl COMMAND --help explains one, with an example)
"""

GLOBAL = """
Everywhere
  --root DIR        the workspace (default: the folder you stand in, or above)
  --as-of DATE      the day the arithmetic calls today (also CLMCTL_AS_OF)
  --at REV|DATE     the folder as it was recorded then
  --no-input        ask nothing; take defaults or fail
  --version         print the version
"""


def overview() -> str:
    """The help of the whole tool: commands by area, then the options every command takes."""
    lines = [INTRO]
    width = max(len(entry.name) for entry in COMMANDS) + 2
    area = ""
    for entry in COMMANDS:
        if entry.area != area:
            area = entry.area
            lines.append(f"{area.capitalize()}")
        lines.append(f"  {entry.name:<{width}}{entry.help}")
        if entry is not COMMANDS[-1] and COMMANDS[COMMANDS.index(entry) + 1].area != area:
            lines.append("")
    return "\n".join(lines) + "\n" + GLOBAL


class Commands(TyperGroup):
    """The commands of the table; a command's module is imported only when that command runs."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the table's order."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now, or None."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        if entry is None:
            return None
        module = importlib.import_module(f"clmctl.cli.commands.{entry.module}")
        command = typer.main.get_command(module.app)
        command.name = entry.name
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the overview, which imports no command."""
        formatter.write(overview())


def _group() -> Commands:
    return Commands(
        name="clmctl",
        no_args_is_help=False,
        invoke_without_command=False,
    )


def run(argv: list[str]) -> int:
    """The exit code of one call. Everything that can go wrong is told on stderr in words."""
    return guarded(lambda: _run(argv))


def _run(argv: list[str]) -> int:
    options, rest = take_options(argv)
    if not rest and "_CLMCTL_COMPLETE" not in os.environ:
        sys.stdout.write(overview())
        return 0
    if "_CLMCTL_COMPLETE" in os.environ:
        completion_init()
    result = _group().main(args=rest, prog_name="clmctl", standalone_mode=False, obj=options)
    return result if isinstance(result, int) else 0


__all__ = ["Options", "run"]
