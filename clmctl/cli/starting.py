"""`init` at the terminal."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clmctl.cli.prompt import identity
from clmctl.cli.render import note
from clmctl.cli.session import Session, now, session_progress
from clmctl.desk.demo import fill
from clmctl.desk.doing import Moment
from clmctl.desk.starting import record_start, start
from clmctl.model.person import Actor as Person

if TYPE_CHECKING:
    from clmctl.model.person import Actor
    from clmctl.store.git import Repository


def make_workspace(call: Session, folder: str, *, demo: bool) -> None:
    """Makes the workspace, fills it where asked, and says what to do next."""
    place = Path(call.options.root or ".") / folder
    repo = start(place)
    if demo:
        count = fill(repo, call.today, session_progress)
        sys.stdout.write(f"A workspace with {count} contracts of invented clients is in {folder}.\n")
    else:
        record_start(repo, _founder(call, repo), Moment(now()))
        sys.stdout.write(f"A workspace is in {folder}.\n")
    step = "" if folder == "." else f"cd {folder}, then "
    after = (
        "clmctl list, clmctl renewals, clmctl lint"
        if demo
        else "edit clmctl.yaml (who you are), then clmctl new customer-agreement"
    )
    note(f"Next: {step}{after}.")


def _founder(call: Session, repo: "Repository") -> "Actor":
    """Who makes the workspace: its first admin by this one act."""
    name, email = identity(call, repo)
    return Person(name, email, "admin")
