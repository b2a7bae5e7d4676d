"""clmctl redline: what changed, as tracked changes."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract
from clmctl.cli.render import note
from clmctl.cli.session import now, session
from clmctl.desk.redlining import redline as drawn
from clmctl.desk.redlining import state_of
from clmctl.store.paths import write_outside

app = typer.Typer(add_completion=False)

_HELP = """The Word file that shows what changed in a contract, as tracked changes under the names of those who made them.

--from and --to take a revision, a day, sent (what we sent last; the default of --from), turn (the end of the other side's
last turn) or working (as it stands now). Accepting every change gives the newer text, rejecting every change the older;
that is checked before anything is written.

Example: clmctl redline MSA-2026-0001 -o redline.docx

Example: clmctl redline MSA-2026-0001 --from 2026-01-31 --to sent -o january.docx
"""

From = Annotated[str, typer.Option("--from", metavar="REV|turn|sent", help="The older state.")]
To = Annotated[str, typer.Option("--to", metavar="REV|working", help="The newer state.")]


@app.command(help=_HELP)
def redline(
    ctx: typer.Context,
    contract: Contract,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where the redline goes.", show_default=False)],
    since: From = "sent",
    until: To = "working",
) -> None:
    """Writes the redline."""
    desk = session(ctx).desk
    made = drawn(desk, state_of(desk, contract, since), state_of(desk, contract, until), now())
    write_outside(output, made.docx)
    note(f"{output}: {made.changes} {'change' if made.changes == 1 else 'changes'}.")
    for line in made.left:
        note(f"Not shown as a tracked change: {line}.")
