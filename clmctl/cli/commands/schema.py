"""clmctl schema: JSON Schema of the workspace's files."""

from typing import Annotated

import typer

from clmctl.cli.render import show_json
from clmctl.cli.session import session
from clmctl.errors import ClmError, UsageError
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.text.files.schema import KINDS, json_schema

app = typer.Typer(add_completion=False)

_HELP = """Print the JSON Schema of a workspace file, for editors and other programs.

Example: clmctl schema contract > contract.schema.json
"""


@app.command(help=_HELP)
def schema(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="contract, settings, clause, variant, template, coverage, client ...", show_default=False
        ),
    ],
) -> None:
    """Prints a schema; the workspace's own fields are in it."""
    if kind not in KINDS:
        raise UsageError(f"There is no file of kind {kind!r}.", hint=f"Choose one of: {', '.join(KINDS)}.")
    try:
        catalogue = session(ctx).desk.settings.catalogue
    except ClmError:  # outside a workspace: the fields every workspace has
        catalogue = Catalogue(BUILT_IN)
    show_json(json_schema(kind, catalogue))
