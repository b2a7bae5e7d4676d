"""clmctl send: a copy goes out."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import AskedBy, Contract, DryRun, TradedFor, Why
from clmctl.cli.file_names import refuse_other_ending
from clmctl.cli.render import note
from clmctl.cli.session import now
from clmctl.desk.copies.sending import outgoing, sending
from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.send import CopyKind
from clmctl.store.paths import ready_outside

app = typer.Typer(add_completion=False)

_HELP = """Make the copy of a contract that goes out, record it, and end our turn.

A draft bears the draft mark, and Word tracks what is typed into it; a clean copy bears neither. --redline shows what changed
from what they saw last. What went out is found again by its bytes: record/sends.jsonl names them.

Example: clmctl send MSA-2026-0001 --to "counsel of Lark Publishing" -o draft.docx

Example: clmctl send MSA-2026-0001 --redline
"""

_KINDS: dict[str, CopyKind] = {"draft": "draft", "clean": "clean"}


@app.command(help=_HELP)
def send(
    ctx: typer.Context,
    contract: Contract,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Where the copy goes (default: ID-turn-N.docx).", show_default=False),
    ] = "",
    to: Annotated[str, typer.Option("--to", metavar="WHO", help="Whom it goes to.", show_default=False)] = "",
    as_: Annotated[
        str,
        typer.Option(
            "--as", metavar="draft|clean", help="What goes out (default: a draft; at signature clean).", show_default=False
        ),
    ] = "",
    redline: Annotated[bool, typer.Option("--redline", help="Show what changed from what they saw last.")] = False,
    why: Why = "",
    asked_by: AskedBy = "",
    traded_for: TradedFor = "",
    dry_run: DryRun = False,
) -> None:
    """Writes the outgoing copy and records it."""
    refuse_other_ending(output)
    call = acting(ctx)
    by, moment = call.actor, now()
    made = outgoing(call.writing_desk, contract, _kind(as_, redline=redline), moment)
    because = Because(why, asked_by=asked_by, traded_for=traded_for)
    make = sending(made, to, by.person or by.email, moment, because)
    if dry_run:
        call.act(make, dry_run=True)
        return
    with ready_outside(output or made.name, made.copy.docx) as put:
        if call.act(make, confirm=True) is not None:
            put()
            note(f"The copy is {output or made.name}.")


def _kind(said: str, *, redline: bool) -> CopyKind | None:
    """The kind of copy that the options ask for; None where they leave it open."""
    if said and said not in _KINDS:
        raise UsageError(f"A contract does not go out as {said!r}.", hint="Choose draft or clean.")
    if redline and said == "clean":
        raise UsageError("A clean copy shows no changes.", hint="Leave --as clean or --redline away.")
    return "redline" if redline else _KINDS.get(said)
