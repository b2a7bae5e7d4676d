"""Changing things at the terminal: who acts, the plan shown, done, and told."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import typer

from clmctl.cli.prompt import identity, reason
from clmctl.cli.render import note
from clmctl.cli.session import Session, now, session
from clmctl.cli.terminal import sanitise
from clmctl.desk.doing import Make, Moment, actor_of, check_role, do, prepared
from clmctl.desk.opening import Desk
from clmctl.errors import ReasonMissing, UsageError
from clmctl.model.because import Because
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Receipt
from clmctl.store.recover import heal
from clmctl.store.revisions import is_detached


class Acting(Session):
    """A call that changes things: as a session, and who acts, the workspace open for writing, and the doing itself."""

    def anew(self) -> "Acting":
        """The same call with the workspace opened anew: what was told stays told."""
        return Acting(self.options, self.heard)

    @cached_property
    def writing_desk(self) -> Desk:
        """The workspace, open for changing: always the folder as it is, healed of what an interrupted run left."""
        if self.options.at:
            raise UsageError("What is recorded cannot be changed.", hint="Leave --at away: it is for looking back.")
        for healed in heal(self.desk.repo):
            note(healed)
        if is_detached(self.desk.repo):
            note("HEAD is on no branch: what is recorded now is out of sight once another revision is checked out.")
            note("  git switch -c NAME keeps it on a branch of its own.")
        return self.desk

    @cached_property
    def actor(self) -> Actor:
        """The person acting: from git's settings, else asked and kept; told once where the workspace does not list them."""
        name, email = identity(self, self.desk.repo)
        found = actor_of(self.desk, name, email)
        if not found.listed and self.desk.settings.people:
            said = f"{email} is not listed under people: in clmctl.yaml; acting as {found.role}."
            if said not in self.heard:
                note(said)
            self.heard.add(said)
        return found

    def act(self, make: Make, *, dry_run: bool = False, with_edits: bool = False, confirm: bool = False) -> Receipt | None:
        """Shows the plan, does it and says what it left; None for a dry run or where the person said no."""
        desk = self.writing_desk
        plan = prepared(desk, make, with_edits=with_edits)
        if any("\ud800" <= char <= "\udfff" for _, value in plan.trailers for char in value):
            raise UsageError(
                "A reason or name in this call is not valid text (UTF-8).", hint="Type it again; nothing was written."
            )
        if dry_run:
            preview(plan, lambda text: sys.stdout.write(sanitise(text)))
            return None
        check_role(plan, self.actor)
        preview(plan, note_line)
        if confirm and self.interactive and not ask_yes("Do this?"):
            note("Nothing was written.")
            return None
        done, receipt = do(desk, make, self.actor, Moment(now()), with_edits=with_edits, shown=plan)
        sys.stdout.write(sanitise(told(done, receipt)))
        return receipt

    def act_because(
        self,
        make: Callable[[Because], Make],
        because: Because,
        *,
        dry_run: bool = False,
        with_edits: bool = False,
        confirm: bool = False,
    ) -> Receipt | None:
        """`act` of a reason; where the act needs one and none was given, a person at a terminal is asked for it."""
        try:
            return self.act(make(because), dry_run=dry_run, with_edits=with_edits, confirm=confirm)
        except ReasonMissing as missing:
            if not self.interactive:
                raise
            note(missing.message)
        because = replace(because, why=reason(self, "", "This"))
        return self.act(make(because), dry_run=dry_run, with_edits=with_edits, confirm=confirm)


def acting(ctx: typer.Context) -> Acting:
    """The session of a call that changes things."""
    return Acting(session(ctx).options)


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
