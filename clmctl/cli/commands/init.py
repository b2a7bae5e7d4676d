"""clmctl init: make a workspace."""

from typing import Annotated

import typer

from clmctl.cli.session import session

app = typer.Typer(add_completion=False)


@app.command(help="Make a workspace: settings, approved clauses, a template. With --demo also a dozen believable contracts with their history.\n\nExample: clmctl init contracts-2026\n\nExample: clmctl init demo --demo --as-of 2026-11-22")
def init(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where (default: here).")] = ".",
    demo: Annotated[bool, typer.Option("--demo", help="Fill it with contracts of invented clients.")] = False,
) -> None:
    """Makes a workspace, in one commit; the demo adds a commit for each act of its history."""
    from clmctl.cli.starting import make_workspace

    make_workspace(session(ctx), folder, demo=demo)
