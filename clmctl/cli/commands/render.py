"""clmctl render: Word files."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contracts, DryRun
from clmctl.cli.dialogues.printing import Printing, copy_contracts, print_contracts
from clmctl.cli.render import show_text
from clmctl.cli.session import session
from clmctl.desk.rendering import only_missing, render_plan, stale
from clmctl.errors import UsageError

app = typer.Typer(add_completion=False)

_HELP = """Write the Word file of contracts (default: all whose file is not as it should be), in one commit.

Example: clmctl render MSA-2026-0001

Example: clmctl render MSA-2026-0001 -o draft.docx

Example: clmctl render --check

Example: clmctl render --pdf --all -o pdfs
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
            help="Write the file here instead (of several: into this folder), and commit nothing.",
            show_default=False,
        ),
    ] = "",
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 where a file is not as it should be.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Print to PDF with LibreOffice, beside the Word file or to -o.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All contracts, with --pdf or -o.")] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", help="LibreOffices at work at a time, with --pdf.", min=1)
    ] = 2,
    patience: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="How long one PDF may take before it is tried again.", min=0.1)
    ] = 60.0,
    dry_run: DryRun = False,
) -> int:
    """Renders contracts."""
    call = session(ctx)
    named = tuple(contracts or ())
    if every and not (pdf or output):
        raise UsageError(
            "--all goes with --pdf or -o.", hint="clmctl render without ids renders all whose file is not as it should be."
        )
    if check and (pdf or output):
        raise UsageError("--check writes nothing: it goes without --pdf and -o.", hint="clmctl render --check [ID...]")
    if pdf:
        return print_contracts(call, Printing(named, output, workers, patience, every=every))
    if check:
        found = stale(call.desk, named)
        for path, what in found:
            show_text(f"{path}: {what}")
        return int(bool(found))
    if output:
        return copy_contracts(call, Printing(named, output, workers, patience, every=every))
    from clmctl.cli.acting import acting  # noqa: PLC0415 - --check, --pdf and -o change nothing

    changing = acting(ctx)
    changing.act(lambda desk: render_plan(desk, named), dry_run=dry_run, with_edits=only_missing(changing.writing_desk, named))
    return 0
