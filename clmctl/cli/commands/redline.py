"""clmctl redline: what changed, as tracked changes."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract
from clmctl.cli.file_names import refuse_other_ending
from clmctl.cli.pages.changes import put_summary, refuse_summary
from clmctl.cli.render import note
from clmctl.cli.session import now, session
from clmctl.desk.copies.redlining import redline as drawn
from clmctl.desk.copies.redlining import state_of
from clmctl.desk.copies.remarking import remarked
from clmctl.desk.copies.summarising import differences, summary_of, title_of
from clmctl.store.paths import write_outside

app = typer.Typer(add_completion=False)

_HELP = """The Word file that shows what changed in a contract, as tracked changes under the names of those who made them.

--from and --to take a revision, a day, sent (what we sent last; the default of --from), turn (the end of the other side's
last turn) or working (as it stands now). Accepting every change gives the newer text, rejecting every change the older;
that is checked before anything is written.

Example: clmctl redline MSA-2026-0001 -o redline.docx

--summary adds what changed by clause as a table: text, md, html or json on stdout, or a file (.md .html .docx .json .txt).

Example: clmctl redline MSA-2026-0001 -o redline.docx --summary changes.docx

--comments puts in what we remarked in the files that went to and fro and nobody has settled, on the words it is about.
Notes, reasons and decisions are internal and never printed.

Example: clmctl redline MSA-2026-0001 -o redline.docx --comments

Example: clmctl redline MSA-2026-0001 --from 2026-01-31 --to sent -o january.docx
"""

From = Annotated[str, typer.Option("--from", metavar="REV|turn|sent", help="The older state.")]
To = Annotated[str, typer.Option("--to", metavar="REV|working", help="The newer state.")]

Summary = Annotated[
    str,
    typer.Option("--summary", metavar="FORMAT|FILE", help="What changed by clause, on stdout or in a file.", show_default=False),
]


@app.command(help=_HELP)
def redline(
    ctx: typer.Context,
    contract: Contract,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where the redline goes.", show_default=False)],
    since: From = "sent",
    until: To = "working",
    summary: Summary = "",
    comments: Annotated[bool, typer.Option("--comments", help="Put in our external comments.")] = False,
) -> None:
    """Writes the redline."""
    refuse_summary(summary)
    refuse_other_ending(output)
    desk = session(ctx).desk
    old, new = state_of(desk, contract, since), state_of(desk, contract, until)
    made = drawn(desk, old, new, now())
    docx, count = remarked(desk, new.contract, made.docx) if comments else (made.docx, 0)
    write_outside(output, docx)
    told = f", {count} {'comment' if count == 1 else 'comments'} of ours" if comments else ""
    note(f"{output}: {made.changes} {'change' if made.changes == 1 else 'changes'}{told}.")
    for line in made.left:
        note(f"Not shown as a tracked change: {line}.")
    if summary:
        found = differences(desk, old, new)
        put_summary(found, summary, title_of(new), lambda: summary_of(desk, found, old, new))
