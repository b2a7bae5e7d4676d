"""clmctl render: Word files."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contracts, DryRun
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)


@app.command(help="Write the Word file of contracts (default: all whose file is not as it should be), in one commit.\n\nExample: clmctl render MSA-2026-0001\n\nExample: clmctl render MSA-2026-0001 -o draft.docx")
def render(
    ctx: typer.Context,
    contracts: Contracts = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write one contract's file here instead, and commit nothing.", show_default=False)] = "",
    dry_run: DryRun = False,
) -> None:
    """Renders contracts."""
    from pathlib import Path

    from clmctl.desk.rendering import docx_of, render_plan
    from clmctl.errors import UsageError

    call = session(ctx)
    named = tuple(contracts or ())
    if output:
        if len(named) != 1:
            raise UsageError("One contract goes into one file.", hint="Name one id with -o.")
        Path(output).write_bytes(docx_of(call.desk, call.desk.contract(named[0])))
        return
    chosen = named or tuple(c for c in call.writing_desk.index.paths_by_id())
    call.act(lambda desk: render_plan(desk, chosen), dry_run=dry_run)
