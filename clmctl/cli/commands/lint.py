"""clmctl lint: check contracts."""

import os
import sys
from typing import Annotated

import typer

from clmctl.cli.file_names import workspace_path
from clmctl.cli.pages.findings import show_report, verdict
from clmctl.cli.session import session
from clmctl.desk.checking.linting import Scope, lint_overlay
from clmctl.desk.checking.linting import lint as run

app = typer.Typer(add_completion=False)

_HELP = """Check contracts: language nobody approved, missing clauses, bad fields, stale Word files. Exit 1 where one is wrong.

Example: clmctl lint

Example: clmctl lint MSA-2026-0001 --format json

Example: clmctl lint --since origin/main --format github
"""


@app.command(help=_HELP)
def lint(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID|PATH]...", help="Contracts, files or folders (default: everything).", show_default=False),
    ] = None,
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="REV", help="Only what changed since, and whether each commit since says why.", show_default=False
        ),
    ] = "",
    stdin: Annotated[
        str,
        typer.Option(
            "--stdin", metavar="PATH", help="Check standard input as if it were this contract's file.", show_default=False
        ),
    ] = "",
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="error|warning|info", help="The least severity that makes it exit 1.")
    ] = "error",
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json|github", help="How findings are written.")] = "text",
) -> int:
    """Checks contracts, the library and the settings."""
    desk = session(ctx).desk
    named = tuple(workspace_path(desk.repo.root, each) for each in ([stdin] if stdin else paths or ()))
    report = lint_overlay(desk, named[0], sys.stdin.buffer.read()) if stdin else run(desk, Scope(named, since))
    if not stdin and os.environ.get("CI"):
        from clmctl.desk.doctor import with_dangers  # noqa: PLC0415 - on a person's desk doctor looks for them

        report = with_dangers(desk, report)
    code = verdict(report, fail_on)
    show_report(report, format)
    return code
