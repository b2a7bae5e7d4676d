"""What a rule looks at: one contract in its surroundings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from clmctl.lint.verdict import Judge, Verdict
from clmctl.model.block import Section
from clmctl.model.contract import ClausePin, Contract
from clmctl.model.finding import Finding, Severity
from clmctl.model.place import Place
from clmctl.model.rule import Rule
from clmctl.model.settings import Settings


@dataclass(frozen=True, slots=True)
class WordFile:
    """What is known of the Word file beside a contract: where it is, whether it is one of ours, whether it is stale."""

    path: str
    ours: bool
    stale: bool


@dataclass(frozen=True, slots=True)
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
    door: tuple[Finding, ...] = ()
    word: WordFile | None = None
    pins: Mapping[tuple[str, str], ClausePin] = field(default_factory=lambda: MappingProxyType({}))

    def pin(self, section: Section) -> ClausePin | None:
        """What the contract says of the clause: the pin under its anchor in its language."""
        lang = section.lang or self.contract.language
        return self.pins.get((section.anchor, lang)) or self.pins.get((section.anchor, ""))

    def verdicts(self) -> Iterator[tuple[Section, ClausePin | None, Verdict]]:
        """Each clause with its pin and what its text is; on third-party paper only clauses that claim to be ours."""
        for section in self.sections:
            pin = self.pin(section)
            if pin is not None or self.contract.paper == "own":
                yield section, pin, self.judge.verdict(section, pin, section.lang or self.contract.language)

    def place(self, line: int, column: int = 0) -> Place:
        """A place in the contract's file from a 1-based line of its text."""
        return Place(self.contract.path, line + self.contract.text_line - 1 if line else 0, column)


def problem(
    rule: "RuleName",
    case: Case,
    message: str,
    *,
    line: int = 0,
    hint: str = "",
    clause: str = "",
    subject: str = "",
    severity: Severity | None = None,
) -> Finding:
    """A finding of a rule in a contract, at a line of its text (0: the file)."""
    code, name, default = rule
    return Finding(code, name, severity or default, case.place(line), message, hint, case.contract.id, clause, subject)


RuleName = tuple[str, str, Severity]
ContractRule = Rule[Case]
