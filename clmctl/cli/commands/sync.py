"""clmctl sync: fetch, merge, push."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DryRun, Why
from clmctl.cli.dialogues.sharing import share
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)

_HELP = """Share with others: fetch what they recorded, merge it by clause and field, hand them what you recorded.

Where both sides changed one place, nothing is merged: sync-conflicts.md lists every such place. Choose there and run sync
again, or decide all of them with --take.

Example: clmctl sync

Example: clmctl sync --take theirs --why "their lawyer's version was agreed by phone"
"""


@app.command(help=_HELP)
def sync(
    ctx: typer.Context,
    take: Annotated[
        str, typer.Option("--take", metavar="ours|theirs", help="Decide every place both sides changed.", show_default=False)
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Brings both sides together."""
    share(acting(ctx), take, Because(why), dry_run=dry_run)
