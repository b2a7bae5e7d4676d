"""One call: the options, the clock (read here alone) and the open desk. One that changes things is an `Acting`."""

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


@dataclass(frozen=True)
class Session:
    """What every command works with: commands that only look need no more.

    `heard` holds what this call has told the person already.
    """

    options: Options
    heard: set[str] = field(default_factory=set)

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
