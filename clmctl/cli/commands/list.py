"""clmctl list: the contracts there are."""

from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.pages.answers import note_unread, show_answer
from clmctl.cli.pages.contracts import COLUMNS, note_counts, show_list
from clmctl.cli.render import is_terminal, note
from clmctl.cli.session import session
from clmctl.desk.asking.questions import Listed, clients_like, listed, owners_like

app = typer.Typer(add_completion=False)

_HELP = """List contracts: all, or those of one client, stage, type or owner.

At a terminal they stand by client, with what each is now and the next day that matters; a pipe gets a plain table.

Example: clmctl list --client acme --stage negotiation

Example: clmctl list --owner service-lead --sort term_end

Example: clmctl list --columns id,title,money.total,owner --format csv
"""


@app.command("list", help=_HELP)
def list_contracts(
    ctx: typer.Context,
    client: Annotated[str, typer.Option("--client", metavar="CLIENT", help="Only this client's.", show_default=False)] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help="Only at this stage.", show_default=False)] = "",
    type: Annotated[str, typer.Option("--type", metavar="TYPE", help="Only of this type.", show_default=False)] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="PERSON", help="Only this person's.", show_default=False)] = "",
    sort: Annotated[
        str, typer.Option("--sort", metavar="COLUMN[,...]", help="In this order; -COLUMN falls.", show_default=False)
    ] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="COLUMN[,...]", help="These columns, as query --select.", show_default=False)
    ] = "",
    format: TableFormat = "table",
) -> None:
    """Lists contracts by client and id, and files that hold none."""
    desk = session(ctx).desk
    wanted = Listed(client, stage, type, owner)
    chosen, order = (tuple(name.strip() for name in text.split(",") if name.strip()) for text in (columns, sort))
    people = format in ("table", "text")
    if people and is_terminal() and not chosen:
        table = listed(desk, wanted, COLUMNS, order)
        show_list(table, desk.as_of.isoformat(), grouped=not order)
    else:
        table = listed(desk, wanted, chosen, order)
        show_answer(table, format)
    unread = note_unread(desk)
    if people and is_terminal():
        note_counts(table, unread)
    if client and not table.rows and (meant := clients_like(desk, client)):
        note(f"There is no client {client!r}: {meant}")
    if owner and not table.rows and (meant := owners_like(desk, owner)):
        note(f"Nobody called {owner!r} looks after a contract: {meant}")
