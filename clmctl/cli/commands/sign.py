"""clmctl sign: record the signature."""

import datetime
from functools import partial
from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import Contract, DryRun, Why, WithEdits
from clmctl.cli.render import note
from clmctl.desk.changing import signing
from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.store.paths import outside_file
from clmctl.text.dialect.typed import typed_day

app = typer.Typer(add_completion=False)

#: Years after which a day is remarked on: longer ago is rather a slip of the keys than a signature.
_LONG_AGO = 30
_HELP = """Record the signature of a contract: file the executed copy, fix what was agreed, move the stage.

Example: clmctl sign MSA-2026-0001 signed.pdf --date 2026-01-05
"""


@app.command(help=_HELP)
def sign(
    ctx: typer.Context,
    contract: Contract,
    copy: Annotated[str, typer.Argument(metavar="[FILE]", help="The executed copy, PDF or DOCX.", show_default=False)] = "",
    date: Annotated[
        str,
        typer.Option(
            "--date", metavar="DATE", help="The day the last party signed: 2026-01-05 or 5 January 2026.", show_default=False
        ),
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
    with_edits: WithEdits = False,
) -> None:
    """Records a signature, in one commit."""
    call = acting(ctx)
    day = _day(date) if date else call.today
    if day > call.today:
        raise UsageError(f"{day} is still to come: nobody has signed then.", hint="Give the day the last party signed.")
    if (years := call.today.year - day.year) > _LONG_AGO:
        note(f"{day} is {years} years ago. If that is not the day meant, clmctl undo {contract} takes it back.")
    make = partial(signing, contract, day, (copy, outside_file(copy)) if copy else None)
    call.act_because(make, Because(why), dry_run=dry_run, with_edits=with_edits)


def _day(text: str) -> datetime.date:
    try:
        return typed_day(text)
    except ValueError as wrong:
        raise UsageError(f"--date: {wrong}") from None
