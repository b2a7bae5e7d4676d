"""clmctl clauses: the clause library."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DataFormat, DryRun, TableFormat, Why
from clmctl.cli.completion import clause_ids
from clmctl.cli.formats import Cell, write
from clmctl.cli.pages.answers import note_unread
from clmctl.cli.pages.impact import show_impact
from clmctl.cli.pages.library import show_clause, show_comparison, show_variant
from clmctl.cli.pages.reports import write_book
from clmctl.cli.prompt import reason
from clmctl.cli.session import session
from clmctl.desk.impact import impact_of
from clmctl.desk.library import approving, clause_named, compare, previous, variant_named, withdrawing
from clmctl.desk.library import usage as used
from clmctl.lint.reviews import review_of, said

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The clause library: list, show, diff, approve, withdraw, usage, impact, book.",
)

_LIST_CLAUSES_HELP = """List the clauses and their positions.

Example: clmctl clauses list
"""

_SHOW_HELP = """Show a clause: its positions, when to leave them, what never to agree to.

--format json holds clause, title, category, owner, review_by, mandatory_for, mandatory_when, depends_on, incompatible_with,
exclusive, positions (position, lang, version, status, approved_by, approved_on, approval, when, path), guidance (why, concede,
if_they_say), red_flags and unacceptable (phrase, why, instead); of one position its keys, and clause, jurisdictions, options,
digest and text.

Example: clmctl clauses show termination

Example: clmctl clauses show termination fallback-1
"""

_DIFF_HELP = """The words in which two positions differ, or two versions of one (standard@1).

--format json holds clause, old and new (position, lang, version) and words (kind: kept, deleted, inserted or replaced; old, new).

Example: clmctl clauses diff termination standard fallback-1
"""

_APPROVE_HELP = """Approve a position's text as it stands; a changed text becomes the next version.

Example: clmctl clauses approve termination fallback-1 --why "a shorter time to cure"
"""

_WITHDRAW_HELP = """Take a position out of use; contracts that hold it are found by lint.

Example: clmctl clauses withdraw data-protection fallback-2 --why "the law changed"
"""

_USAGE_HELP = """Which contracts hold which text of a clause.

Example: clmctl clauses usage termination
"""

_IMPACT_HELP = """What a newer text of a clause means: who holds an older one, what changed, when each contract can be moved.

Contracts come by client, with their owner and the next day on which they can take other words. --format json holds the same:
clause, title, contracts, behind, changes (name, position, lang, from, to, by, on, why, withdrawn, words) and clients (client,
counterparty, tell, contracts with contract, title, stage, status, owner, position, lang, version, newest, deviates, next_date,
send_by, how, path, differs, accepted). csv, md and xlsx list the contracts.

Example: clmctl clauses impact termination

Example: clmctl clauses impact limitation-of-liability --variant fallback-1 --to 2 --format json
"""

_BOOK_HELP = """The whole library as a book: every ladder in full, guidance, red flags, what never to agree to, owners, history.

FILE.docx is a Word file in the look of the contracts, FILE.html one page for a screen or for printing; without a file the
HTML goes to stdout.

Example: clmctl clauses book -o library.docx

Example: clmctl clauses book -o library.html
"""

Clause = Annotated[str, typer.Argument(metavar="CLAUSE", help="The clause's id.", autocompletion=clause_ids, show_default=False)]
Position = Annotated[str, typer.Argument(metavar="POSITION", help="standard, fallback-1 ..., last-resort.", show_default=False)]
Lang = Annotated[str, typer.Option("--lang", metavar="LANG", help="The language of the text.")]


@app.command("list", help=_LIST_CLAUSES_HELP)
def list_clauses(ctx: typer.Context, format: TableFormat = "table") -> None:
    """Lists clauses."""
    desk = session(ctx).desk
    rows = [
        [
            c.id,
            c.title,
            c.category,
            ", ".join(dict.fromkeys(v.name for v in c.variants)),
            c.owner,
            c.review_by.isoformat() if c.review_by else None,
            said(review) if (review := review_of(c, desk.as_of)) else None,
        ]
        for c in desk.library.clauses.values()
    ]
    write(format, ["clause", "title", "category", "positions", "owner", "review_by", "review"], rows)


@app.command(help=_SHOW_HELP)
def show(
    ctx: typer.Context,
    clause: Clause,
    position: Annotated[str, typer.Argument(metavar="[POSITION]", help="Print this position's text.", show_default=False)] = "",
    lang: Lang = "en",
    format: DataFormat = "text",
) -> None:
    """Shows a clause."""
    desk = session(ctx).desk
    if position:
        show_variant(desk, variant_named(desk, clause, position, lang), format)
    else:
        show_clause(desk, clause_named(desk, clause), format)


@app.command(help=_DIFF_HELP)
def diff(
    ctx: typer.Context,
    clause: Clause,
    old: Annotated[str, typer.Argument(metavar="POSITION", help="The one to compare from.", show_default=False)],
    new: Annotated[
        str,
        typer.Argument(
            metavar="[POSITION]", help="The one to compare with (default: from the version before).", show_default=False
        ),
    ] = "",
    lang: Lang = "en",
    format: DataFormat = "text",
) -> None:
    """Compares two texts of a clause."""
    desk = session(ctx).desk
    left, right = (old, new) if new else previous(desk, clause, old, lang)
    show_comparison(compare(desk, clause, left, right, lang), format)


@app.command(help=_APPROVE_HELP)
def approve(
    ctx: typer.Context, clause: Clause, position: Position, why: Why = "", lang: Lang = "en", dry_run: DryRun = False
) -> None:
    """Approves a text, in one commit."""
    call = acting(ctx)
    said = reason(call, why, "Approving a text")
    actor = call.actor
    call.act(approving(clause, position, lang, said, actor.person or actor.email), dry_run=dry_run, with_edits=True)


@app.command(help=_WITHDRAW_HELP)
def withdraw(
    ctx: typer.Context, clause: Clause, position: Position, why: Why = "", lang: Lang = "en", dry_run: DryRun = False
) -> None:
    """Withdraws a text, in one commit."""
    call = acting(ctx)
    said = reason(call, why, "Withdrawing a text")
    actor = call.actor
    call.act(withdrawing(clause, position, lang, said, actor.person or actor.email), dry_run=dry_run, with_edits=True)


@app.command(help=_USAGE_HELP)
def usage(ctx: typer.Context, clause: Clause, format: TableFormat = "table") -> None:
    """Lists the contracts that hold a clause."""
    desk = session(ctx).desk
    rows: list[list[Cell]] = [[u.contract, u.variant, u.version, u.lang, u.path] for u in used(desk, clause)]
    write(format, ["contract", "position", "version", "lang", "path"], rows)
    note_unread(desk)


@app.command(help=_IMPACT_HELP)
def impact(
    ctx: typer.Context,
    clause: Clause,
    variant: Annotated[
        str, typer.Option("--variant", metavar="POSITION", help="Only contracts that hold this position.", show_default=False)
    ] = "",
    to: Annotated[
        int,
        typer.Option(
            "--to",
            metavar="VERSION",
            min=0,
            help="The version to move to (default: the newest approved one).",
            show_default=False,
        ),
    ] = 0,
    format: TableFormat = "table",
) -> None:
    """Shows who must be told of a newer text."""
    show_impact(impact_of(session(ctx).desk, clause, variant, to), format)


@app.command(help=_BOOK_HELP)
def book(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE.docx|.html", help="Where the book goes.", show_default=False)
    ] = "",
) -> None:
    """Writes the library as a book."""
    write_book(session(ctx).desk, output)
