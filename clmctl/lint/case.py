"""What a rule looks at: one contract in its surroundings."""

from collections.abc import Mapping

from clmctl.lint.stretch import Stretch
from clmctl.lint.verdict import Judge, Verdict
from clmctl.model.block import Section
from clmctl.model.contract import ClausePin, Contract
from clmctl.model.finding import Finding, Severity
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.model.settings import Settings


@frozen
class WordFile:
    """What is known of the Word file beside a contract: where it is, whether it is one of ours, stale, or changed by hand."""

    path: str
    ours: bool
    stale: bool
    touched: bool = False


@frozen
class Case:
    """A contract prepared for the rules: the parts of its text, its clauses (`sections`), its pins, and the judge.

    `door` is what its readers found wrong with it, `word` what is known of its Word file (None: there is none), `pins` are
    by anchor and language.
    """

    contract: Contract
    parts: tuple[Section, ...]
    sections: tuple[Section, ...]
    judge: Judge
    settings: Settings
    door: tuple[Finding, ...]
    word: WordFile | None
    pins: Mapping[tuple[str, str], ClausePin]
    #: each clause with its pin and what its text is; on third-party paper only clauses that claim to be ours
    verdicts: tuple[tuple[Section, ClausePin | None, Verdict], ...]
    #: those of them that a rule may have something to say about
    unsettled: tuple[tuple[Section, ClausePin | None, Verdict], ...]
    #: each part with what its text holds
    looked: tuple[tuple[Section, Stretch], ...]
    #: the placeholders of the text as typed between the braces, each once in order
    sources: tuple[str, ...]
    #: clauses of the library that stand in the contract, in its prevailing language: id -> anchors
    present: Mapping[str, tuple[str, ...]]

    def pin(self, section: Section) -> ClausePin | None:
        """What the contract says of the clause: the pin under its anchor in its language."""
        return pin_of(section, self.contract, self.pins)

    def place(self, line: int, column: int = 0) -> Place:
        """A place in the contract's file from a 1-based line of its text."""
        return Place(self.contract.path, line + self.contract.text_line - 1 if line else 0, column)


def pin_of(section: Section, contract: Contract, pins: Mapping[tuple[str, str], ClausePin]) -> ClausePin | None:
    """The pin of a clause, by its anchor and language."""
    lang = section.lang or contract.language
    return pins.get((section.anchor, lang)) or pins.get((section.anchor, ""))


def problem(
    rule: "RuleName",
    case: Case,
    message: str,
    *,
    line: int = 0,
    hint: str = "",
    clause: str = "",
    subject: str = "",
) -> Finding:
    """A finding of a rule in a contract, at a line of its text (0: the file)."""
    code, name, severity = rule
    return Finding(code, name, severity, case.place(line), message, hint, case.contract.id, clause, subject)


RuleName = tuple[str, str, Severity]
