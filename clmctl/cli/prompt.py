"""Asking a person at a terminal: who they are, a reason, the answers a template needs."""

import re
from enum import Enum
from typing import TYPE_CHECKING

import typer

from clmctl.cli.render import note
from clmctl.cli.terminal import sanitise
from clmctl.errors import ConfigError, ReasonMissing
from clmctl.store.identity import keep_identity, told_identity

if TYPE_CHECKING:
    from clmctl.assemble.questions import Prompt
    from clmctl.cli.session import Session
    from clmctl.model.value import Value
    from clmctl.store.git import Repository

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
#: What takes a person back to the question before.
BACK = "<"


class Went(Enum):
    """Where a person went in the place of an answer."""

    BACK = "back"


def identity(session: "Session", repo: "Repository | None") -> tuple[str, str]:
    """Name and e-mail of the person: git's, else what they told clmctl before, else asked now and kept."""
    name, email = told_identity(repo)
    if email:
        return name, email
    if not session.interactive:
        raise ConfigError(
            "It is not known who you are.",
            hint='Set it once: git config --global user.name "Your Name" and user.email you@example.com',
        )
    note("Every act is recorded with who did it. You are asked this once.")
    name = words("Your name")
    email = words("Your e-mail address")
    while not _EMAIL.fullmatch(email):
        note(f"  {email!r} is no e-mail address: write it as you@example.com")
        email = words("Your e-mail address")
    keep_identity(name, email)
    return name, email


def reason(session: "Session", why: str, what: str) -> str:
    """The reason given, else asked; UsageError where nobody can be asked."""
    if why.strip():
        return why.strip()
    if not session.interactive:
        raise ReasonMissing(f"{what} needs a reason.")
    return words("Why? (kept in the history)")


def words(question: str, default: str = "") -> str:
    """What the person says, in one line and never nothing; the default where they press Enter."""
    while not (said := _line(question, default)):
        note("  Something is needed here.")
    return said


def optional(question: str, default: str = "") -> str:
    """What the person says in one line; nothing where they press Enter and there is no default."""
    return _line(question, default)


def answer(prompt: "Prompt", place: str = "") -> "Value | Went | None":
    """What the person says to one question, typed; None for nothing, or that they went back.

    Asked again until it can be read. `?` explains; `place` (`3 of 24`) stands before the question.
    """
    note("")
    note("  ".join(part for part in (place, prompt.field.help) if part))
    yes_or_no = prompt.choices == ("yes", "no")
    if prompt.choices and not yes_or_no:
        _show_choices(prompt)
    more = ", yes or no" if yes_or_no else ""
    skip = "" if prompt.default or prompt.required else " (Enter skips)"
    while True:
        said = _line(f"{sanitise(prompt.label)}{more}{skip}", sanitise(prompt.default))
        if said == "?":
            _explain(prompt)
        elif said == BACK:
            return Went.BACK
        elif not said and not prompt.required:
            return None
        elif not said:
            note("  This is needed: the contract prints it or cannot do without. ? explains.")
        else:
            try:
                return prompt.read(prompt.default if said == sanitise(prompt.default) else said)
            except ValueError as wrong:
                note(f"  {wrong}")


def _show_choices(prompt: "Prompt") -> None:
    for number, choice in enumerate(prompt.choices, 1):
        note(f"  {number:>2}  {choice}")


def _explain(prompt: "Prompt") -> None:
    choose = "Choose by number, by name, or by the beginning of the name." if prompt.choices else ""
    needed = "This is needed." if prompt.required else "This may stay unknown: Enter skips it." if not prompt.default else ""
    for line in (f"The field is {prompt.field.path}.", choose or prompt.form, needed):
        if line:
            note(f"  {line}")
    note(f"  Enter takes what stands in brackets, {BACK} goes back a question, Ctrl-C stops; nothing is written before the end.")


def _line(question: str, default: str) -> str:
    return str(typer.prompt(question, default=default, show_default=bool(default), err=True)).strip()
