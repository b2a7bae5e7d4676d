"""clmctl import: bring in what exists."""

from typing import Annotated

import typer

from clmctl.cli.arguments import DryRun, TableFormat, Why
from clmctl.cli.importing import show_imported
from clmctl.cli.session import session
from clmctl.desk.importing import Wanted, papers_named
from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.contract import STAGES

app = typer.Typer(add_completion=False)

_HELP = """Bring in contracts on paper of others: Word, PDF with text, Markdown and plain text files, and folders of them.

Each file becomes a contract with its clauses, the original is kept beside it, and what is there already is not brought in
again. Terms are proposed from the text and written only where a person accepts them: clmctl import review.

Example: clmctl import agreement.docx --client acme --why "signed before we had clmctl"

Example: clmctl import shared-drive/contracts --dry-run
"""


@app.command("import", help=_HELP)
def import_papers(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files and folders.", show_default=False)],
    client: Annotated[
        str,
        typer.Option(
            "--client", metavar="FOLDER", help="The client's folder (default: by the parties named).", show_default=False
        ),
    ] = "",
    type: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="The type of contract (default: by its title).", show_default=False)
    ] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help="How far it has come.")] = "executed",
    owner: Annotated[
        str, typer.Option("--owner", metavar="PERSON", help="Who looks after it (default: you).", show_default=False)
    ] = "",
    id: Annotated[
        str, typer.Option("--id", metavar="ID", help="The id of a single contract (default: the series').", show_default=False)
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
    format: TableFormat = "table",
) -> None:
    """Imports papers, a commit for every few hundred."""
    if stage not in STAGES:
        raise UsageError(f"There is no stage {stage!r}.", hint=f"Choose one of: {', '.join(STAGES)}.")
    wanted = Wanted(client, type, stage, owner, id, Because(why))
    show_imported(session(ctx), papers_named(files), wanted, format, dry_run=dry_run)
