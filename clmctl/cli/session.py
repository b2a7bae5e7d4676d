"""One call: the open desk, the clock (read here alone), the person, and doing what was planned."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import typer

from clmctl.cli.options import Options
from clmctl.cli.prompt import identity
from clmctl.cli.render import note
from clmctl.desk.doing import Moment, actor_of, check_role, do, prepared
from clmctl.desk.opening import open_desk
from clmctl.errors import UsageError
from clmctl.store.recover import heal

if TYPE_CHECKING:
    import typer

    from clmctl.desk.doing import Make
    from clmctl.desk.opening import Desk
    from clmctl.model.person import Actor
    from clmctl.model.plan import Plan, Receipt


@dataclass(frozen=True)
class Session:
    """What every command works with. Commands that only look take `desk`; commands that change call `act`."""

    options: Options

    @property
    def interactive(self) -> bool:
        """Whether there is a person at a terminal who may be asked."""
        return not self.options.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def today(self) -> date:
        """The day that counts as today: `--as-of`, else the day `--at` names, else the clock's."""
        if self.options.as_of is not None:
            return self.options.as_of
        if self.options.at:
            try:
                return date.fromisoformat(self.options.at)
            except ValueError:
                pass
        return _clock().date()

    @cached_property
    def desk(self) -> "Desk":
        """The workspace, open for looking; what an interrupted run left is healed first."""
        return open_desk(self.options.root, self.today, self.options.at, progress=session_progress)

    @cached_property
    def writing_desk(self) -> "Desk":
        """The workspace, open for changing: always the folder as it is."""
        if self.options.at:
            raise UsageError("What is recorded cannot be changed.", hint="Leave --at away: it is for looking back.")
        for healed in heal(self.desk.repo):
            note(healed)
        return self.desk

    def actor(self) -> "Actor":
        """The person acting: from git's settings, else asked once and kept. A warning where the workspace does not list them."""
        name, email = identity(self, self.desk.repo)
        actor = actor_of(self.desk, name, email)
        if not actor.listed and self.desk.settings.people:
            note(f"{email} is not listed under people: in clmctl.yaml; acting as {actor.role}.")
        return actor

    def act(self, make: "Make", *, dry_run: bool = False, with_edits: bool = False, confirm: bool = False) -> "Receipt | None":
        """Shows the plan, does it and says what it left; None for a dry run or where the person said no."""
        desk = self.writing_desk
        plan = prepared(desk, make)
        if dry_run:
            preview(plan, sys.stdout.write)
            return None
        actor = self.actor()
        check_role(plan, actor)
        preview(plan, note_line)
        if confirm and self.interactive and not ask_yes("Do this?"):
            note("Nothing was written.")
            return None
        done, receipt = do(desk, make, actor, Moment(now()), with_edits=with_edits)
        sys.stdout.write(told(done, receipt))
        return receipt


def session(ctx: "typer.Context") -> Session:
    """The session of a call."""
    return Session(ctx.find_root().obj or Options())


def now() -> str:
    """This moment, ISO with offset; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    return _clock().isoformat(timespec="seconds")


def _clock() -> datetime:
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.fromtimestamp(int(fixed), UTC)
    return datetime.now().astimezone()  # noqa: TID251


def preview(plan: "Plan", write: Callable[[str], object]) -> None:
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


def told(plan: "Plan", receipt: "Receipt") -> str:
    """The answer of an act in one line."""
    if not receipt.commit:
        return "Nothing to do: it is so already.\n"
    return f"{plan.title} (recorded as {receipt.commit[:10]})\n"


def ask_yes(question: str) -> bool:
    """Whether the person agrees; Enter means yes."""
    return typer.confirm(question, default=True, err=True)


def session_progress(what: str, done: int, total: int) -> None:
    """A line on stderr that counts up, in a terminal only."""
    if not sys.stderr.isatty():
        return
    end = "\n" if done >= total else ""
    sys.stderr.write(f"\r{what}: {done:,} of {total:,}{end}")
    sys.stderr.flush()
