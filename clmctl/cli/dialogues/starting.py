"""`init` at the terminal."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clmctl.cli.acting import ask_yes
from clmctl.cli.prompt import identity, optional
from clmctl.cli.render import note
from clmctl.cli.session import Session, now, session_progress
from clmctl.desk.demo.filling import fill
from clmctl.desk.doing import Moment
from clmctl.desk.starting import record_start, refuse_existing, repository_at, start
from clmctl.model.person import Actor as Person

if TYPE_CHECKING:
    from clmctl.model.person import Actor

#: What is asked about the organisation, and how it is called in the settings.
_ABOUT_US = (
    ("legal_name", "Its full registered name"),
    ("short_name", "What you call it in short"),
    ("jurisdiction", "The country of registration, two letters"),
    ("company_no", "Its number in the register of companies"),
    ("address", "Its address, on one line"),
    ("email", "The e-mail address for notices"),
)


def make_workspace(call: Session, folder: str, *, demo: bool) -> None:
    """Makes the workspace, fills it where asked, and says what to do next. All is asked before anything is made."""
    place = Path(call.options.root or ".") / folder
    refuse_existing(place)
    us: dict[str, str] = {}
    if demo:
        count = fill(start(place), call.today, session_progress)
        sys.stdout.write(f"A workspace with {count} contracts of invented clients is in {_named(folder)}.\n")
    else:
        founder = _founder(call, place)
        us = _about_us(call)
        if us and not ask_yes(f"Make a workspace for {us['legal_name']} in {_named(folder)}?"):
            note("Nothing was written.")
            return
        record_start(start(place), founder, Moment(now()), us)
        sys.stdout.write(f"A workspace is in {_named(folder)}.\n")
    step = "" if folder == "." else f"cd {folder}, then "
    after = (
        "clmctl list, clmctl renewals, clmctl lint"
        if demo
        else f"{'' if us else 'edit clmctl.yaml (who you are), then '}clmctl new customer-agreement"
    )
    note(f"Next: {step}{after}.")


def _named(folder: str) -> str:
    return "this folder" if folder == "." else folder


def _founder(call: Session, place: Path) -> "Actor":
    """Who makes the workspace: its first admin by this one act."""
    name, email = identity(call, repository_at(place))
    return Person(name, email, "admin")


def _about_us(call: Session) -> dict[str, str]:
    """What a person at a terminal says about their organisation; nothing where they skip it, then the example stands."""
    if not call.interactive:
        return {}
    note("Whose contracts are these? Every contract names your organisation. Enter skips; clmctl.yaml can say it later.")
    found: dict[str, str] = {}
    for key, question in _ABOUT_US:
        if said := optional(question, found.get("legal_name", "") if key == "short_name" else ""):
            found[key] = said
        if not found:
            return {}
    return found
