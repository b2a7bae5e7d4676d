"""Asking a person at a terminal: who they are, a reason, the answers a template needs."""

from typing import TYPE_CHECKING

import typer

from clmctl.cli.render import note
from clmctl.cli.terminal import sanitise
from clmctl.errors import ConfigError, UsageError
from clmctl.store.identity import keep_identity, told_identity
from clmctl.text.values import parse_value

if TYPE_CHECKING:
    from clmctl.assemble.questions import Prompt
    from clmctl.cli.session import Session
    from clmctl.model.value import Value
    from clmctl.store.git import Repository


def identity(session: "Session", repo: "Repository") -> tuple[str, str]:
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
    name = str(typer.prompt("Your name", err=True)).strip()
    email = str(typer.prompt("Your e-mail address", err=True)).strip()
    keep_identity(name, email)
    return name, email


def reason(session: "Session", why: str, what: str) -> str:
    """The reason given, else asked; UsageError where nobody can be asked."""
    if why.strip():
        return why.strip()
    if not session.interactive:
        raise UsageError(f"{what} needs a reason.", hint='Say it with --why "...".')
    return str(typer.prompt("Why", err=True)).strip()


def answer(prompt: "Prompt") -> "Value | None":
    """What the person says to one question, typed; None for nothing. Asked again until it can be read."""
    field = prompt.field
    if field.help:
        note(f"  {field.help}")
    if field.choices:
        note(f"  One of: {', '.join(field.choices)}")
    while True:
        said = str(
            typer.prompt(sanitise(prompt.label), default=prompt.default, show_default=bool(prompt.default), err=True)
        ).strip()
        if not said:
            if not prompt.required:
                return None
            note("  This is needed.")
            continue
        try:
            return parse_value(field, said)
        except ValueError as wrong:
            note(f"  {wrong}")
