"""The command line as the library that reads it sees it: finds the command and imports it alone."""

import importlib
import os
import re
from typing import Annotated, Any, cast

import typer
from typer.completion import completion_init  # type: ignore[attr-defined]
from typer.core import TyperGroup

from clmctl.cli.options import Options
from clmctl.cli.table import COMMANDS
from clmctl.errors import UsageError

_WITHIN_A_PARAGRAPH = re.compile(r"(?<=[^\n])\n(?=[^\n])")

_INTRO = """Contracts as files in a git folder, their history as the negotiation.

clmctl COMMAND --help explains a command, with an example."""


def _everywhere(
    root: Annotated[str, typer.Option(metavar="DIR", help="The workspace (default: the folder you stand in, or above).")] = "",
    as_of: Annotated[str, typer.Option(metavar="DATE", help="The day the arithmetic calls today.", envvar="CLMCTL_AS_OF")] = "",
    at: Annotated[str, typer.Option(metavar="REV|DATE", help="The folder as it was recorded then.")] = "",
    *,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing: take defaults, or fail.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """What every command takes, wherever on the line it stands: shown here, read by `take_options`."""


def _listed() -> None:
    """Stands for a command in the overview."""


def overview() -> TyperGroup:
    """A group that shows the table's commands by area and imports none of them."""
    shown = typer.Typer(help=_INTRO, add_completion=False, rich_markup_mode="rich")
    shown.callback(help=_INTRO)(_everywhere)
    for entry in COMMANDS:
        shown.command(entry.name, help=entry.help, rich_help_panel=entry.area.capitalize())(_listed)
    return cast("TyperGroup", typer.main.get_command(shown))


class Commands(TyperGroup):
    """The commands of the table; a command's module is imported only when that command runs."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the table's order."""
        return [entry.name for entry in COMMANDS]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named first. UsageError with what may be meant where there is none."""
        if args and self.get_command(ctx, args[0]) is None and args[0][:1].isalnum():
            from clmctl.expression.error import did_you_mean  # noqa: PLC0415 - only when something is wrong already

            hint = did_you_mean(args[0], self.list_commands(ctx)) or "clmctl --help lists the commands."
            raise UsageError(f"There is no command {args[0]!r}.", hint=hint)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now, or None."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        if entry is None:
            return None
        module = importlib.import_module(f"clmctl.cli.commands.{entry.module}")
        command = typer.main.get_command(module.app)
        command.name = entry.name
        _let_flow(command)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the overview, which imports no command."""
        overview().format_help(ctx, formatter)


def _let_flow(command: Any) -> None:
    """Joins the lines of each paragraph of a command's help, and of its commands': the terminal's width breaks them."""
    command.help = _WITHIN_A_PARAGRAPH.sub(" ", command.help or "")
    for each in getattr(command, "commands", {}).values():
        _let_flow(each)


def answer(options: Options, rest: list[str]) -> int:
    """The exit code of a call, its common options taken off."""
    if not rest and "_CLMCTL_COMPLETE" not in os.environ:
        rest = ["--help"]
    if "_CLMCTL_COMPLETE" in os.environ:
        completion_init()
    group = Commands(name="clmctl", no_args_is_help=False, invoke_without_command=False)
    result = group.main(args=rest, prog_name="clmctl", standalone_mode=False, obj=options)
    return result if isinstance(result, int) else 0
