"""clmctl render: Word files."""

from pathlib import Path
from typing import Annotated

import typer

from clmctl.cli.arguments import Contracts, DryRun
from clmctl.cli.session import session
from clmctl.desk.rendering import docx_of, render_plan
from clmctl.errors import UsageError

app = typer.Typer(add_completion=False)

_HELP = """Write the Word file of contracts (default: all whose file is not as it should be), in one commit.

Example: clmctl render MSA-2026-0001

Example: clmctl render MSA-2026-0001 -o draft.docx
"""


@app.command(help=_HELP)
def render(
    ctx: typer.Context,
    contracts: Contracts = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write one contract's file here instead, and commit nothing.",
            show_default=False,
        ),
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Renders contracts."""
    call = session(ctx)
    named = tuple(contracts or ())
    if output:
        if len(named) != 1:
            raise UsageError("One contract goes into one file.", hint="Name one id with -o.")
        Path(output).write_bytes(docx_of(call.desk, call.desk.contract(named[0])))
        return
    chosen = named or tuple(c for c in call.writing_desk.index.paths_by_id())
    call.act(lambda desk: render_plan(desk, chosen), dry_run=dry_run)
