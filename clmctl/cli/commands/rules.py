"""clmctl rules: every lint rule."""

import typer

from clmctl.checks import ALL
from clmctl.cli.arguments import TableFormat
from clmctl.cli.formats import write

app = typer.Typer(add_completion=False)

_HELP = """List every lint rule: code, name, severity, what it finds.

Example: clmctl rules --format md
"""


@app.command(help=_HELP)
def rules(format: TableFormat = "table") -> None:
    """Lists the rules."""
    write(format, ["code", "name", "severity", "summary"], [[r.code, r.name, r.severity, r.summary] for r in ALL])
