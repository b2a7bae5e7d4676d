"""clmctl report: how the library is used, and the week."""

from typing import Annotated

import typer

from clmctl.cli.pages.reports import show_library, show_weekly
from clmctl.cli.session import session
from clmctl.desk.asking.reporting import library_report, weekly_report
from clmctl.report.weekly.weekly import DECISIONS

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Reports: library, weekly.")

_LIBRARY_HELP = """How the clause library is used: contracts and clients by clause and position, deviations, stale reviews.

For each clause the share that is standard, fallback, last resort, in words nobody approved, and how many contracts have none;
the clauses most deviated from with the words most often changed; reviews overdue; positions nobody ever took.

Example: clmctl report library

Example: clmctl report library --format html -o library.html
"""

_WEEKLY_HELP = """The week in contracts, made to be run by cron and mailed: notices missed and due first.

Then what expires, what renews by itself, language nobody approved, data that is missing, clauses whose review is overdue, what
changed in the week and why. The HTML is one page with nothing outside it; JSON holds every list whole.

Example: clmctl report weekly

Example: clmctl report weekly --format html -o weekly.html --exit-code

Example: 0 7 * * 1  clmctl --root ~/contracts report weekly --format html -o weekly.html
"""

Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Write it into this file instead of on stdout.", show_default=False)
]

Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="text|html|json|md",
        help="How it is written (default: by FILE's name, else text).",
        show_default=False,
    ),
]


@app.command(help=_LIBRARY_HELP)
def library(
    ctx: typer.Context,
    output: Output = "",
    format: Format = "",
) -> None:
    """Reports on the library."""
    show_library(library_report(session(ctx).desk), format, output)


@app.command(help=_WEEKLY_HELP)
def weekly(
    ctx: typer.Context,
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", min=0, help="How far ahead decisions are listed.")
    ] = DECISIONS,
    output: Output = "",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where a notice was missed.")] = False,
    format: Format = "",
) -> int:
    """Reports on the week."""
    found = weekly_report(session(ctx).desk, within)
    show_weekly(found, format, output)
    return 1 if exit_code and found.missed else 0
