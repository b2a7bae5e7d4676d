"""The options every command takes, wherever on the line they stand."""

import os
from datetime import date
from typing import NamedTuple

from clmctl.errors import UsageError

_VALUED = {"--root": "root", "--as-of": "as_of", "--at": "at"}


class Options(NamedTuple):
    """Where the workspace is, which day counts as today (None: the clock's), which state is looked at, who may be asked."""

    root: str = ""
    as_of: date | None = None
    at: str = ""
    no_input: bool = False


def take_options(argv: list[str]) -> tuple[Options, list[str]]:
    """The common options in `argv` (up to `--`) and the rest of it. UsageError for a missing or unreadable value."""
    found: dict[str, str] = {}
    rest: list[str] = []
    no_input = False
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += ["--", *words]
            break
        name, equals, value = word.partition("=")
        if name in _VALUED:
            if not equals:
                value = next(words, "")
            if not value:
                raise UsageError(f"{name} needs a value.", hint=f"Write {name} and the value, for example {_EXAMPLES[name]}.")
            found[_VALUED[name]] = value
        elif word == "--no-input":
            no_input = True
        else:
            rest.append(word)
    options = Options(root=found.get("root", ""), at=found.get("at", ""), no_input=no_input)
    as_of = found.get("as_of") or os.environ.get("CLMCTL_AS_OF", "")
    return (options._replace(as_of=parse_day(as_of)) if as_of else options), rest


_EXAMPLES = {"--root": "--root ~/contracts", "--as-of": "--as-of 2026-11-22", "--at": "--at 2026-06-30"}


def is_day(text: str) -> bool:
    """Whether the text is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-22")


def parse_day(text: str) -> date:
    """The ISO date in `text`; UsageError otherwise."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is not a date.", hint="Write it as year-month-day, for example 2026-11-22.") from None
