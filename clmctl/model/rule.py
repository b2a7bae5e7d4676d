"""A lint rule."""

from collections.abc import Callable, Iterable
from typing import Generic, Literal, TypeVar

from clmctl.model.finding import Finding, Severity
from clmctl.model.frozen import frozen

Subject = TypeVar("Subject")


@frozen
class Rule(Generic[Subject]):
    """One check: its stable code, name and severity, why it exists and what to do instead.

    `subject` names what `check` takes: a contract in its context, the library, or a commit. Rules never raise for bad
    documents; they yield findings.
    """

    code: str
    name: str
    severity: Severity
    subject: Literal["file", "contract", "library", "commit", "docx"]
    summary: str
    why: str
    instead: str
    check: Callable[[Subject], Iterable[Finding]]
