"""clmctl set: change fields."""

from functools import partial
from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import AskedBy, DryRun, TradedFor, Why, WithEdits
from clmctl.cli.completion import contract_ids
from clmctl.desk.changing import setting, setting_where
from clmctl.errors import UsageError
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)

_HELP = """Change fields of one contract, or of every contract that matches a condition. An empty value takes the field out.

A duration is typed as 60 days, 2 months, 1 year, 20 business days or P60D; a day as 2027-03-01 or 1 March 2027; money as EUR
1,200.00 or 1200.00 EUR; a percentage as 5 or 5 %. What may mean two things is refused with both of them.

Example: clmctl set MSA-2026-0001 renewal.notice=P90D owner=account-manager --why "agreed on the call of 3 March"

Example: clmctl set MSA-2026-0001 "renewal.notice=90 days" "dates.effective=1 March 2027" --why "agreed on the call of 3 March"

Example: clmctl set --where 'owner = contract-manager and client = acme' owner=account-manager --why "new owner"
"""

_HOW = 'Write FIELD=VALUE, for example "renewal.notice=90 days".'


@app.command("set", help=_HELP)
def set_fields(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[ID] FIELD=VALUE...", help="The contract, and what to set.", autocompletion=contract_ids, show_default=False
        ),
    ],
    where: Annotated[
        str, typer.Option("--where", metavar="EXPR", help="Every contract for which this holds.", show_default=False)
    ] = "",
    why: Why = "",
    asked_by: AskedBy = "",
    traded_for: TradedFor = "",
    dry_run: DryRun = False,
    with_edits: WithEdits = False,
) -> None:
    """Sets fields, in one commit."""
    contracts = [word for word in words if "=" not in word]
    changes = [word for word in words if "=" in word]
    if words and not where and len(contracts) > 1:
        raise UsageError(f"{contracts[1]!r} says nothing to set.", hint=_HOW)
    if not changes:
        raise UsageError("Nothing is said to set.", hint=_HOW)
    if bool(where) == bool(contracts) or len(contracts) > 1:
        raise UsageError("Name one contract, or all that match with --where.", hint="clmctl set --help shows both.")
    call = acting(ctx)
    because = Because(why, asked_by=asked_by, traded_for=traded_for)
    make = partial(setting_where, where, changes) if where else partial(setting, contracts[0], changes)
    call.act_because(make, because, dry_run=dry_run, with_edits=with_edits, confirm=bool(where))
