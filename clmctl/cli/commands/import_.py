"""clmctl import: bring in what exists, and review what its words propose."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DryRun, TableFormat, Why, WithEdits
from clmctl.cli.completion import contract_ids
from clmctl.cli.dialogues.importing import show_imported, told_apart
from clmctl.cli.dialogues.registering import show_registered
from clmctl.cli.dialogues.reviewing import review_proposals
from clmctl.desk.importing.papers import Wanted, papers_named
from clmctl.desk.importing.register_table import opened
from clmctl.desk.importing.reviewing import Decided
from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.contract import STAGES, Stage

_HELP = """Bring in what exists: papers of others, and what their words propose for the fields of a contract.

Example: clmctl import agreement.docx --client acme

`clmctl import FILE...` is short for `clmctl import papers FILE...`.
"""

_PAPERS_HELP = """Bring in contracts on paper of others: Word, PDF with text, Markdown and plain text files, and folders of them.

Each file becomes a contract with its clauses, the original is kept beside it, and what is there already is not brought in
again. Terms are proposed from the words and written only where a person accepts them: clmctl import review.

Example: clmctl import agreement.docx --client acme --why "signed before we had clmctl"

Example: clmctl import shared-drive/contracts --dry-run
"""

_TABLE_HELP = """Bring in what a spreadsheet knows of contracts: CSV in any form, or a workbook (.xlsx).

Each row becomes a contract; messy values are put in order, what cannot be read is told and kept with the contract. Columns of
Salesforce, SuiteCRM, LinkSquares, OCA and Docusign are known by name; a mapping says what others are. Again, nothing is
doubled: what changed in the table changes in the contract, unless a person changed it there.

Example: clmctl import --table contracts.csv --dry-run

Example: clmctl import --table contracts.csv --map mapping.yaml --texts contracts/

`clmctl import --table FILE` is short for `clmctl import table --table FILE`.
"""

_REVIEW_HELP = """What the words of imported papers propose for their fields, and accepting it, one by one or in bulk.

Example: clmctl import review AGREEMENT-2026-0001

Example: clmctl import review AGREEMENT-2026-0001 --accept renewal.notice --accept term.length=P24M --reject title

Example: clmctl import review --where 'client = acme' --accept-above 0.95
"""


Client = Annotated[
    str,
    typer.Option(
        "--client", metavar="FOLDER", help="The client's folder (default: by the parties, or the row).", show_default=False
    ),
]
Type = Annotated[
    str, typer.Option("--type", metavar="TYPE", help="The type of contract (default: by its title, or row).", show_default=False)
]
InStage = Annotated[str, typer.Option("--stage", metavar="STAGE", help="How far what says nothing of it has come.")]
Owner = Annotated[
    str,
    typer.Option("--owner", metavar="PERSON", help="Who looks after what names nobody (default: you).", show_default=False),
]


class _PapersByDefault(TyperGroup):
    """A group whose first word, where it names none of its commands, is a file to import."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Reads the words, `table` or `papers` put in front of files and their options."""
        if args and args[0] not in self.commands and args[0] != "--help":
            table = any(word == "--table" or word.startswith("--table=") for word in args)
            args = ["table" if table else "papers", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(add_completion=False, no_args_is_help=True, cls=_PapersByDefault, help=_HELP)


@app.command(help=_PAPERS_HELP)
def papers(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files and folders.", show_default=False)],
    client: Client = "",
    type: Type = "",
    stage: InStage = "executed",
    owner: Owner = "",
    id: Annotated[
        str, typer.Option("--id", metavar="ID", help="The id of a single contract (default: the series').", show_default=False)
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
    format: TableFormat = "table",
) -> None:
    """Imports papers, a commit for every few hundred."""
    wanted = Wanted(client, type, _stage(stage), owner, Because(why), id)
    named = papers_named(files)
    told_apart(named.others)
    show_imported(acting(ctx), named.files, wanted, format, dry_run=dry_run)


def _stage(said: str) -> Stage:
    """The stage of that name. UsageError where there is none."""
    if said not in STAGES:
        raise UsageError(f"There is no stage {said!r}.", hint=f"Choose one of: {', '.join(STAGES)}.")
    return said


@app.command(help=_TABLE_HELP)
def table(
    ctx: typer.Context,
    table: Annotated[str, typer.Option("--table", metavar="FILE", help="The table: CSV or .xlsx.", show_default=False)],
    map: Annotated[
        str,
        typer.Option("--map", metavar="FILE", help="What its columns are (YAML; default: by its headings).", show_default=False),
    ] = "",
    texts: Annotated[
        str, typer.Option("--texts", metavar="DIR", help="The folder with the contracts' files.", show_default=False)
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook (default: the first).", show_default=False)
    ] = "",
    client: Client = "",
    type: Type = "",
    stage: InStage = "executed",
    owner: Owner = "",
    why: Why = "",
    dry_run: DryRun = False,
    format: TableFormat = "table",
) -> None:
    """Imports a table, a commit for every few hundred rows."""
    call = acting(ctx)
    register = opened(call.writing_desk, table, map, texts, sheet)
    show_registered(call, register, Wanted(client, type, _stage(stage), owner, Because(why)), format, dry_run=dry_run)


@app.command(help=_REVIEW_HELP)
def review(
    ctx: typer.Context,
    contract: Annotated[
        str, typer.Argument(metavar="[ID]", help="The contract.", autocompletion=contract_ids, show_default=False)
    ] = "",
    where: Annotated[
        str, typer.Option("--where", metavar="EXPR", help="Every paper for which this holds.", show_default=False)
    ] = "",
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="FIELD[=VALUE]", help="Accept what is proposed, or another value.", show_default=False),
    ] = None,
    accept_above: Annotated[
        float | None,
        typer.Option("--accept-above", metavar="0..1", help="Accept all that is at least so sure.", show_default=False),
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="FIELD", help="Reject what is proposed.", show_default=False)
    ] = None,
    why: Why = "",
    dry_run: DryRun = False,
    with_edits: WithEdits = False,
    format: TableFormat = "table",
) -> None:
    """Shows proposals, or records what is decided about them in one commit."""
    decided = Decided(tuple(accept or ()), tuple(reject or ()), 2.0 if accept_above is None else accept_above)
    call = acting(ctx)
    review_proposals(call, (contract, where), decided, Because(why), format, dry_run=dry_run, with_edits=with_edits)
