"""clmctl diff: what changed, in the terminal."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Clause, Contract, DataFormat
from clmctl.cli.commands.redline import From, To
from clmctl.cli.formats import is_json
from clmctl.cli.pages.changes import as_object, show_diff
from clmctl.cli.render import show_json
from clmctl.cli.session import session
from clmctl.desk.copies.redlining import state_of
from clmctl.desk.copies.summarising import differences, only_clause

app = typer.Typer(add_completion=False)

_HELP = """What changed in a contract, clause by clause and word by word: [-gone-] and {+come+}.

--from and --to name states as redline does. Said apart are clauses and paragraphs that moved, numbers that follow from that,
changes of fields, and what differs only in quotes, dashes or spaces; a changed number, negation or party is pointed out.

Example: clmctl diff MSA-2026-0001 --from 2026-01-31 --clause termination
"""


@app.command(help=_HELP)
def diff(
    ctx: typer.Context,
    contract: Contract,
    since: From = "sent",
    until: To = "working",
    clause: Clause = "",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where something changed.")] = False,
    format: DataFormat = "text",
) -> int:
    """Shows what changed."""
    as_data = is_json(format)
    desk = session(ctx).desk
    old, new = state_of(desk, contract, since), state_of(desk, contract, until)
    found = differences(desk, old, new)
    if clause:
        found = only_clause(found, old, new, clause)
    if as_data:
        show_json(as_object(found))
    else:
        show_diff(found)
    return int(exit_code and not found.empty)
