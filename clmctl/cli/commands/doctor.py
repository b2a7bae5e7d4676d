"""clmctl doctor: look the workspace over."""

from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.formats import Cell, write
from clmctl.cli.session import session
from clmctl.desk.doctor import examine

app = typer.Typer(add_completion=False)

_HELP = """Check the workspace, heal what an interrupted run left, name what a person must do. Exit 1 if anything is.

Example: clmctl doctor

Example: clmctl doctor --deep --format json
"""


@app.command(help=_HELP)
def doctor(
    ctx: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="Have git read every object, too.")] = False,
    format: TableFormat = "table",
) -> int:
    """Looks the workspace over."""
    checks = examine(session(ctx).desk, deep=deep)
    rows: list[list[Cell]] = [[check.name, check.state, check.message, check.hint or None] for check in checks]
    write(format, ["check", "state", "message", "hint"], rows)
    return int(any(check.state == "act" for check in checks))
