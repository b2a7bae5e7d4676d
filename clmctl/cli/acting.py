"""Changing things at the terminal: who acts, the plan shown, done, and told."""

import sys
from collections.abc import Callable
from dataclasses import replace

import typer

from clmctl.cli.prompt import identity, reason
from clmctl.cli.render import note
from clmctl.cli.session import Session, now
from clmctl.cli.terminal import sanitise
from clmctl.desk.doing import Make, Moment, actor_of, check_role, do, prepared
from clmctl.desk.opening import Desk
from clmctl.errors import ReasonMissing, UsageError
from clmctl.model.because import Because
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Receipt
from clmctl.store.recover import heal
from clmctl.store.revisions import is_detached


def open_for_writing(call: Session) -> Desk:
    """The workspace as it is, healed of what an interrupted run left."""
    if call.options.at:
        raise UsageError("What is recorded cannot be changed.", hint="Leave --at away: it is for looking back.")
    for healed in heal(call.desk.repo):
        note(healed)
    if is_detached(call.desk.repo):
        note("HEAD is on no branch: what is recorded now is out of sight once another revision is checked out.")
        note("  git switch -c NAME keeps it on a branch of its own.")
    return call.desk


def actor(call: Session) -> Actor:
    """The person acting: from git's settings, else asked once and kept. A warning where the workspace does not list them."""
    name, email = identity(call, call.desk.repo)
    found = actor_of(call.desk, name, email)
    if not found.listed and call.desk.settings.people:
        said = f"{email} is not listed under people: in clmctl.yaml; acting as {found.role}."
        if said not in call.heard:
            note(said)
        call.heard.add(said)
    return found


def act(call: Session, make: Make, *, dry_run: bool = False, with_edits: bool = False, confirm: bool = False) -> Receipt | None:
    """Shows the plan, does it and says what it left; None for a dry run or where the person said no."""
    desk = call.writing_desk
    plan = prepared(desk, make, with_edits=with_edits)
    if any("\ud800" <= char <= "\udfff" for _, value in plan.trailers for char in value):
        raise UsageError("A reason or name in this call is not valid text (UTF-8).", hint="Type it again; nothing was written.")
    if dry_run:
        preview(plan, lambda text: sys.stdout.write(sanitise(text)))
        return None
    actor = call.actor
    check_role(plan, actor)
    preview(plan, note_line)
    if confirm and call.interactive and not ask_yes("Do this?"):
        note("Nothing was written.")
        return None
    done, receipt = do(desk, make, actor, Moment(now()), with_edits=with_edits, shown=plan)
    sys.stdout.write(sanitise(told(done, receipt)))
    return receipt


def act_because(
    call: Session,
    make: Callable[[Because], Make],
    because: Because,
    *,
    dry_run: bool = False,
    with_edits: bool = False,
    confirm: bool = False,
) -> Receipt | None:
    """`act` of a reason; where the act needs one and none was given, a person at a terminal is asked for it."""
    try:
        return act(call, make(because), dry_run=dry_run, with_edits=with_edits, confirm=confirm)
    except ReasonMissing as missing:
        if not call.interactive:
            raise
        note(missing.message)
    because = replace(because, why=reason(call, "", "This"))
    return act(call, make(because), dry_run=dry_run, with_edits=with_edits, confirm=confirm)


def preview(plan: Plan, write: Callable[[str], object]) -> None:
    """The plan in words: what it is, its remarks, the files it touches."""
    write(f"{plan.title}\n")
    for remark in plan.notes:
        write(f"  {remark}\n")
    for name, value in plan.trailers:
        if name == "Reason":
            write(f"  why: {value}\n")
    paths = [f"{'-' if each.data is None else '+'} {each.path}" for each in plan.writes]
    for path in paths[:_MOST_PATHS]:
        write(f"  {path}\n")
    if len(paths) > _MOST_PATHS:
        write(f"  and {len(paths) - _MOST_PATHS} more files\n")


_MOST_PATHS = 12


def note_line(text: str) -> None:
    """Writes a line of a preview to stderr."""
    note(text.rstrip("\n"))


def told(plan: Plan, receipt: Receipt) -> str:
    """The answer of an act in one line."""
    if not receipt.commit:
        return "Nothing to do: it is so already.\n"
    return f"{plan.title} (recorded as {receipt.commit[:10]})\n"


def ask_yes(question: str) -> bool:
    """Whether the person agrees; Enter means yes."""
    return typer.confirm(question, default=True, err=True)
