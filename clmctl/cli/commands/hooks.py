"""clmctl hooks: git hooks that run the checks."""

import sys
from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.formats import write
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.desk.hooks import NAMES, SCRIPTS
from clmctl.desk.hooks import check_message as check
from clmctl.store.hooks import found
from clmctl.store.hooks import install as put
from clmctl.store.hooks import uninstall as take
from clmctl.store.paths import outside_file

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Git hooks that run the checks: install, uninstall, list.")

_INSTALL_HELP = """Install git hooks: lint before a commit and a push, and a reason in the message of a negotiated change.

Example: clmctl hooks install
"""

_UNINSTALL_HELP = """Take the hooks out again; hooks that are not ours stay.

Example: clmctl hooks uninstall
"""

_LIST_HELP = """Show which hooks there are and whose.

Example: clmctl hooks list
"""

_CHECK_HELP = """Check a commit message: a negotiated change gives its reason. Git calls this.

Example: clmctl hooks check-message .git/COMMIT_EDITMSG
"""


@app.command(help=_INSTALL_HELP)
def install(ctx: typer.Context) -> int:
    """Installs the hooks; 1 where one is somebody else's and was left alone."""
    written, left = put(session(ctx).desk.repo, SCRIPTS)
    sys.stdout.write(f"Installed: {', '.join(written) or 'none'}.\n")
    for name in left:
        note(f"{name} is a hook of somebody else's and was left as it is. Call the checks from it: clmctl lint --since HEAD")
    return int(bool(left))


@app.command(help=_UNINSTALL_HELP)
def uninstall(ctx: typer.Context) -> None:
    """Removes our hooks."""
    removed = take(session(ctx).desk.repo, NAMES)
    sys.stdout.write(f"Removed: {', '.join(removed) or 'none'}.\n")


@app.command("list", help=_LIST_HELP)
def list_hooks(ctx: typer.Context, format: TableFormat = "table") -> None:
    """Lists the hooks."""
    write(format, ["hook", "state"], [[hook.name, hook.state] for hook in found(session(ctx).desk.repo, NAMES)])


@app.command("check-message", help=_CHECK_HELP)
def check_message(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file with the message.", show_default=False)],
) -> None:
    """Checks a commit message."""
    check(session(ctx).desk, outside_file(file).decode("utf-8", "replace"))
