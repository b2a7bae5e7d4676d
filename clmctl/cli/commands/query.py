"""clmctl query: ask the portfolio."""

from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.pages.answers import note_unread, show_answer
from clmctl.cli.session import session
from clmctl.desk.asking.questions import Asked, ask

app = typer.Typer(add_completion=False)

_EXAMPLE = """Ask the portfolio: any condition over any field.

Example: clmctl query 'stage = executed and renewal.notice < P90D and governing_law contains "England"' --select id,title

Example: clmctl query --group-by client --sum money.total
"""


@app.command(help=_EXAMPLE)
def query(
    ctx: typer.Context,
    where: Annotated[
        str, typer.Argument(metavar="EXPR", help="The condition, or the name of a query in clmctl.yaml.", show_default=False)
    ] = "",
    select: Annotated[str, typer.Option("--select", "-s", metavar="A,B,...", help="Columns to show.", show_default=False)] = "",
    sort: Annotated[
        str, typer.Option("--sort", metavar="A,-B", help="Columns to sort by; a minus turns the order.", show_default=False)
    ] = "",
    group_by: Annotated[
        str, typer.Option("--group-by", metavar="A,B", help="Count contracts by these columns.", show_default=False)
    ] = "",
    total: Annotated[
        str, typer.Option("--sum", metavar="A", help="Sum these columns in each group, money by currency.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many rows (0: all).")] = 0,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where there are rows.")] = False,
    format: TableFormat = "table",
) -> int:
    """Answers a question about all contracts."""
    asked = Asked(where, _list(select), _list(sort), _list(group_by), _list(total), limit)
    desk = session(ctx).desk
    answer = ask(desk, asked)
    show_answer(answer, format)
    note_unread(desk)
    return 1 if exit_code and answer.rows else 0


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
