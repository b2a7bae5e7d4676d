"""clmctl undo: take back the last act on a contract, or do it again."""

from functools import partial
from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import Contract, DryRun, Why
from clmctl.desk.taking_back import redoing, undoing
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)

_HELP = """Take back the last act on a contract that still stands. Nothing is erased: a new commit puts the files back.
Each further undo takes back the act before; --redo does again what was taken back last, until there is a new act.

Example: clmctl undo MSA-2026-0001 --why "set on the wrong contract"

Example: clmctl undo MSA-2026-0001 --redo
"""


@app.command(help=_HELP)
def undo(
    ctx: typer.Context,
    contract: Contract,
    redo: Annotated[bool, typer.Option("--redo", help="Do again what was taken back last.")] = False,
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Takes back the last act, or does it again."""
    make = redoing if redo else undoing
    acting(ctx).act_because(partial(make, contract), Because(why), dry_run=dry_run, confirm=True)
