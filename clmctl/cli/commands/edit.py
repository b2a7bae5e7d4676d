"""clmctl edit: change one clause."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import AskedBy, Clause, Contract, DryRun, TradedFor, Why, WithEdits
from clmctl.cli.dialogues.editor import clause_words, edit_at_terminal
from clmctl.cli.prompt import reason
from clmctl.desk.changing import dropping, rewording, taking
from clmctl.errors import UsageError
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)

_HELP = """Edit one clause of a contract: in your editor, from a file, by taking an approved position, or by taking it out.

Example: clmctl edit MSA-2026-0001 --clause limitation-of-liability --use fallback-1 --why "traded for a three-year term"

Example: clmctl edit MSA-2026-0001 --clause termination --text new-wording.md --why "their comment of 3 March"
"""


@app.command(help=_HELP)
def edit(
    ctx: typer.Context,
    contract: Contract,
    clause: Clause,
    use: Annotated[
        str,
        typer.Option(
            "--use", metavar="POSITION", help="Take this approved position: standard, fallback-1 ...", show_default=False
        ),
    ] = "",
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="NAME=yes|no", help="Switch an option of the position.", show_default=False),
    ] = None,
    text: Annotated[
        str,
        typer.Option(
            "--text",
            metavar="FILE",
            help="Take the clause's text, heading first, from a file (- for standard input).",
            show_default=False,
        ),
    ] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the clause out.")] = False,
    why: Why = "",
    asked_by: AskedBy = "",
    traded_for: TradedFor = "",
    dry_run: DryRun = False,
    with_edits: WithEdits = False,
) -> None:
    """Changes one clause, in one commit."""
    if sum((bool(use), bool(text), remove)) > 1:
        raise UsageError("Choose one of --use, --text and --remove.")
    call = acting(ctx)
    if not (use or text or remove):
        because = Because(why, asked_by=asked_by, traded_for=traded_for)
        edit_at_terminal(call, contract, clause, because, dry_run=dry_run, with_edits=with_edits)
        return
    call.desk.path_of(contract)  # says what may have been meant, before a reason is asked for
    because = Because(reason(call, why, "Changing a clause"), asked_by=asked_by, traded_for=traded_for)
    if use:
        make = taking(contract, clause, use, option or [], because)
    elif remove:
        make = dropping(contract, clause, because)
    else:
        make = rewording(contract, clause, clause_words(text), because)
    call.act(make, dry_run=dry_run, with_edits=with_edits)
