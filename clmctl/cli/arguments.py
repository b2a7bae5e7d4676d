"""Options and arguments that several commands share, written once."""

from typing import Annotated

import typer

from clmctl.cli.completion import clause_ids, contract_ids

Contract = Annotated[
    str, typer.Argument(metavar="ID", help="The contract's id.", autocompletion=contract_ids, show_default=False)
]
Contracts = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="Contract ids.", autocompletion=contract_ids, show_default=False)
]
Clause = Annotated[
    str, typer.Option("--clause", metavar="ANCHOR", help="The clause's anchor.", autocompletion=clause_ids, show_default=False)
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept in the history.", show_default=False)]
AskedBy = Annotated[str, typer.Option("--asked-by", metavar="WHO", help="Who asked for it.", show_default=False)]
TradedFor = Annotated[str, typer.Option("--traded-for", metavar="WHAT", help="What was given for it.", show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done and change nothing.")]
WithEdits = Annotated[bool, typer.Option("--with-edits", help="Record edits made by hand in the same files along with this.")]
TableFormat = Annotated[str, typer.Option("--format", "-f", metavar="table|json|csv|md|xlsx", help="How the answer is written.")]
DataFormat = Annotated[str, typer.Option("--format", "-f", metavar="text|json", help="How the answer is written.")]
