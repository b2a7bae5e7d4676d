"""clmctl hooks: git hooks that run the checks."""

import os
import sys
from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.formats import write
from clmctl.cli.pages.findings import show_report, verdict
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.desk.checking.hooks import HOOKS, check_commit, check_message, check_push, scripts
from clmctl.errors import UsageError
from clmctl.store.hooks import BEFORE, found
from clmctl.store.hooks import install as put
from clmctl.store.hooks import uninstall as take
from clmctl.store.paths import outside_file

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Git hooks that run the checks: install, uninstall, list.")

_INSTALL_HELP = """Install git hooks for people who use plain git: lint before a commit and a push, and a reason in the message.

A hook of somebody else's is never written over: it stays alone, or with --chain runs before ours.

Example: clmctl hooks install
"""

_UNINSTALL_HELP = """Take the hooks out again; hooks that are not ours stay, and those that were there before come back.

Example: clmctl hooks uninstall
"""

_LIST_HELP = """Show which hooks there are, whose, and what they do.

Example: clmctl hooks list
"""

_RUN_HELP = """Run what a hook checks. Git's hooks call this; so may a hook of your own.

Example: clmctl hooks run pre-commit
"""


@app.command(help=_INSTALL_HELP)
def install(
    ctx: typer.Context,
    chain: Annotated[bool, typer.Option("--chain", help="Keep a hook that is there, and run it before ours.")] = False,
) -> int:
    """Installs the hooks; 1 where one is somebody else's and was left alone."""
    hooks = put(session(ctx).desk.repo, scripts(), chain=chain)
    ours = [hook.name for hook in hooks if hook.state != "other"]
    sys.stdout.write(f"Installed: {', '.join(ours) or 'none'}.\n")
    for hook in hooks:
        if hook.state == "other":
            note(f"{hook.name} is a hook of somebody else's and was left as it is.")
            if chain:
                note(f"  {hook.name}{BEFORE} stands beside it already, and one is all that can run first: join the two by hand.")
                continue
            note(f'  Run clmctl hooks install --chain, or write into it: clmctl hooks run {hook.name} "$@" || exit 1')
    return int(len(ours) < len(hooks))


@app.command(help=_UNINSTALL_HELP)
def uninstall(ctx: typer.Context) -> None:
    """Removes our hooks."""
    removed = take(session(ctx).desk.repo, tuple(HOOKS))
    sys.stdout.write(f"Removed: {', '.join(removed) or 'none'}.\n")


@app.command("list", help=_LIST_HELP)
def list_hooks(ctx: typer.Context, format: TableFormat = "table") -> None:
    """Lists the hooks."""
    hooks = found(session(ctx).desk.repo, scripts())
    write(format, ["hook", "state", "what"], [[hook.name, hook.state, HOOKS[hook.name]] for hook in hooks])


@app.command("run", help=_RUN_HELP)
def run_hook(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="HOOK", help="pre-commit, commit-msg or pre-push.", show_default=False)],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="What git gives the hook.", show_default=False)
    ] = None,
) -> int:
    """Runs a hook's checks; 1 where they say no."""
    desk, index, first = session(ctx).desk, os.environ.get("GIT_INDEX_FILE", ""), (words or [""])[0]
    if name == "commit-msg" and first:
        check_message(desk, outside_file(first).decode("utf-8", "replace"), index)
        return 0
    if name not in ("pre-commit", "pre-push"):
        raise UsageError(f"There is no hook {name!r} to run so.", hint=f"There are: {', '.join(HOOKS)}.")
    report = (
        check_commit(desk, index)
        if name == "pre-commit"
        else check_push(desk, first, sys.stdin.buffer.read().decode("utf-8", "replace"))
    )
    show_report(report, "text")
    return verdict(report, "error")
