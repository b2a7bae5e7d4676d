"""clmctl rules: every lint rule."""

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.formats import write

app = typer.Typer(add_completion=False)


@app.command(help="List every lint rule: code, name, severity, what it finds.\n\nExample: clmctl rules --format md")
def rules(format: TableFormat = "table") -> None:
    """Lists the rules."""
    from clmctl.checks import ALL

    write(format, ["code", "name", "severity", "summary"], [[r.code, r.name, r.severity, r.summary] for r in ALL])
