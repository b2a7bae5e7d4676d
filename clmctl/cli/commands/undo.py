"""clmctl undo: take back the last act on a contract."""

import typer

from clmctl.cli.arguments import Contract, DryRun, Why
from clmctl.cli.session import session
from clmctl.desk.taking_back import undoing
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)

_HELP = """Take back the last act on a contract. Nothing is erased: a new commit puts the files back as they were.
Undone once more, the act is done again.

Example: clmctl undo MSA-2026-0001 --why "set on the wrong contract"
"""


@app.command(help=_HELP)
def undo(ctx: typer.Context, contract: Contract, why: Why = "", dry_run: DryRun = False) -> None:
    """Takes back the last act."""
    session(ctx).act(undoing(contract, Because(why)), dry_run=dry_run, confirm=True)
