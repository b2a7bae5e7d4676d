"""One call: the options, the clock (read here alone) and the open desk. Changing things is `acting`'s."""

import os
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from clmctl.cli.options import Options, is_day
from clmctl.desk.opening import Desk, open_desk

if TYPE_CHECKING:
    import typer

    from clmctl.desk.doing import Make
    from clmctl.model.person import Actor
    from clmctl.model.plan import Receipt


@dataclass(frozen=True)
class Session:
    """What every command works with. Commands that only look take `desk`; commands that change call `act`.

    `heard` holds what this call has told the person already.
    """

    options: Options
    heard: set[str] = field(default_factory=set)

    def anew(self) -> "Session":
        """The same call with the workspace opened anew: what was told stays told."""
        return Session(self.options, self.heard)

    @property
    def interactive(self) -> bool:
        """Whether there is a person at a terminal who may be asked."""
        return not self.options.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def today(self) -> date:
        """The day that counts as today: `--as-of`, else the day `--at` names, else the clock's."""
        if self.options.as_of is None and is_day(self.options.at):
            return date.fromisoformat(self.options.at)
        return self.options.as_of or _clock().date()

    @cached_property
    def desk(self) -> Desk:
        """The workspace, open for looking."""
        named = self.options.as_of is not None or is_day(self.options.at)
        return open_desk(self.options.root, self.today, self.options.at, session_progress, as_recorded=not named)

    @cached_property
    def writing_desk(self) -> Desk:
        """The workspace, open for changing: always the folder as it is, healed of what an interrupted run left."""
        from clmctl.cli.acting import open_for_writing  # noqa: PLC0415 - only who changes pays for what changing needs

        return open_for_writing(self)

    @cached_property
    def actor(self) -> "Actor":
        """The person acting: from git's settings, else asked and kept; told once where the workspace does not list them."""
        from clmctl.cli.acting import actor  # noqa: PLC0415

        return actor(self)

    def act(self, make: "Make", *, dry_run: bool = False, with_edits: bool = False, confirm: bool = False) -> "Receipt | None":
        """Shows the plan, does it and says what it left; None for a dry run or where the person said no."""
        from clmctl.cli.acting import act  # noqa: PLC0415

        return act(self, make, dry_run=dry_run, with_edits=with_edits, confirm=confirm)


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
    return datetime.now().astimezone()  # noqa: TID251 - the one place that reads the clock


def session_progress(what: str, done: int, total: int) -> None:
    """A line on stderr that counts up, in a terminal only."""
    if not sys.stderr.isatty():
        return
    end = "\n" if done >= total else ""
    sys.stderr.write(f"\r{what}: {done:,} of {total:,}{end}")
    sys.stderr.flush()
