"""clmctl receive: a Word file came back."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DryRun
from clmctl.cli.dialogues.receiving import Came, decisions_of, receive_file
from clmctl.errors import UsageError

app = typer.Typer(add_completion=False)

_HELP = """Read a Word file that came back: what changed, tracked or not, as a table; then record it as theirs, in one commit.

The file is held against the very text that was sent. What was changed without tracking, hidden, or under one of our names
stands first. A change of a number or a date that a field prints is a change of the field. Comments are kept.

Example: clmctl receive draft-with-comments.docx --from "counsel of Lark Publishing"

Decisions are a commit of ours on top: rows by number (3, 2-5), all, or by clause or field.

Example: clmctl receive draft.docx --accept 1-3 --reject limitation-of-liability --why "outside our insurance"

Example: clmctl receive draft.docx --counter 4="forty-five (45) days" --why "the middle"

--decisions reads them from a file, where each may have a reason of its own: reject: [2, liability], why: {2: "...",
liability: "..."}. At a terminal each change is asked about, one after the other.

The same file received again changes nothing, and may be decided about later. Two files that answer one text are put together
clause by clause; where both changed the same words nothing is written, and both are shown.
"""

Rows = Annotated[
    list[str] | None, typer.Option("--accept", metavar="ROWS|all|CLAUSE|FIELD", help="Changes we accept.", show_default=False)
]
Refused = Annotated[
    list[str] | None, typer.Option("--reject", metavar="ROWS|all|CLAUSE|FIELD", help="Changes we refuse.", show_default=False)
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--counter", metavar="ROW|CLAUSE|FIELD=TEXT", help="Our words instead; @FILE reads them from a file.", show_default=False
    ),
]


@app.command(help=_HELP)
def receive(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The Word file that came back.", show_default=False)],
    contract: Annotated[
        str, typer.Option("--contract", metavar="ID", help="The contract, where the file does not say.", show_default=False)
    ] = "",
    sender: Annotated[str, typer.Option("--from", metavar="WHO", help="Who sent it.", show_default=False)] = "",
    accept: Rows = None,
    reject: Refused = None,
    counter: Answers = None,
    decisions: Annotated[
        str,
        typer.Option(
            "--decisions", metavar="FILE", help="Decisions from a YAML file: accept, reject, counter, why.", show_default=False
        ),
    ] = "",
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="The reason of what we refuse or answer.", show_default=False)
    ] = "",
    take: Annotated[
        str,
        typer.Option(
            "--take", metavar="ours|theirs", help="Which side decides where both changed the same words.", show_default=False
        ),
    ] = "",
    format_name: Annotated[
        str, typer.Option("--format", "-f", metavar="table|json|csv|md|xlsx", help="How the changes are written.")
    ] = "table",
    dry_run: DryRun = False,
) -> None:
    """Shows what came back, records it, records what we decide."""
    if take not in ("", "ours", "theirs"):
        raise UsageError(f"--take {take!r} is no side.", hint="Choose ours or theirs.")
    said = decisions_of(decisions, accept, reject, counter, why)
    receive_file(acting(ctx), Came(file, contract, sender, take), said, format_name, dry_run=dry_run)
