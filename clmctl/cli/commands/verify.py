"""clmctl verify: whether a Word file is what a commit renders."""

from typing import Annotated

import typer

from clmctl.cli.arguments import DataFormat
from clmctl.cli.completion import contract_ids
from clmctl.cli.pages.verified import show_verified
from clmctl.cli.session import session
from clmctl.desk.copies.verifying import verify as held
from clmctl.store.paths import outside_file

app = typer.Typer(add_completion=False)

_HELP = """Say whether a Word file is what a contract renders to, and if not, where it differs.

The file is looked for among all recorded states of the contract: by the digest it carries, by the copies that were sent, else by
its words. Exits with 0 where it is the same, byte for byte or text for text, with 1 where it differs.

Example: clmctl verify signed-copy.docx

Example: clmctl verify returned.docx MSA-2026-0001 --at 2026-06-30
"""


@app.command(help=_HELP)
def verify(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The Word file.", show_default=False)],
    contract: Annotated[
        str,
        typer.Argument(
            metavar="[ID]", help="The contract; otherwise it is found.", autocompletion=contract_ids, show_default=False
        ),
    ] = "",
    format: DataFormat = "text",
) -> int:
    """Verifies a file."""
    return show_verified(held(session(ctx).desk, outside_file(file), what=file, contract=contract), file, format)
