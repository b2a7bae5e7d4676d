"""clmctl init: make a workspace."""

from typing import Annotated

import typer

from clmctl.cli.dialogues.starting import make_workspace
from clmctl.cli.session import session
from clmctl.errors import UsageError

app = typer.Typer(add_completion=False)

_HELP = """Make a workspace: settings, approved clauses, templates.

With --demo also some forty contracts of invented clients in all stages, with their history: the same for the same day.

Example: clmctl init contracts-2026

Example: clmctl init demo --demo --as-of 2026-11-22
"""


@app.command(help=_HELP)
def init(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where (default: here).")] = ".",
    demo: Annotated[bool, typer.Option("--demo", help="Fill it with contracts of invented clients.")] = False,
) -> None:
    """Makes a workspace, in one commit; the demo adds a commit for each act of its history."""
    if not folder.strip():
        raise UsageError("No folder is named.", hint="clmctl init . makes a workspace of the folder you stand in.")
    make_workspace(session(ctx), folder, demo=demo)
