"""The lint engine: runs rules over a case, applies severities and suppressions, gives fingerprints."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from clmctl.lint import suppression
from clmctl.lint.case import Case, WordFile
from clmctl.lint.verdict import Judge, Verdict
from clmctl.model.block import Section
from clmctl.model.contract import ClausePin, Contract
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.model.rule import Rule
from clmctl.model.settings import LintSettings, Settings
from clmctl.text.dialect.rules import parts, problems, slug
from clmctl.text.dialect.stretches import as_known


def case_of(
    contract: Contract, judge: Judge, settings: Settings, door: Iterable[Finding] = (), word: WordFile | None = None
) -> Case:
    """A contract prepared for the rules: its sections, its pins by anchor, and what its readers found."""
    found_parts = parts(contract.text)
    clauses = tuple([part for part in found_parts if part.kind == "clause"])
    pins = {(pin.at, pin.lang): pin for pin in contract.clauses}
    language, own = contract.language, contract.paper == "own"
    judged = []
    #: a changed clause by where it begins -> its text with the approved words where plain words alone are others
    known: dict[int, str] = {}
    present: dict[str, tuple[str, ...]] = {}
    for section in clauses:
        anchor, lang = section.anchor, section.lang or language
        pin = pins.get((anchor, lang)) or pins.get((anchor, ""))
        verdict = None
        if pin is not None or own:
            verdict = judge.verdict(section, pin, lang)
            judged.append((section, pin, verdict))
            if verdict.against:
                known[section.start] = as_known(section.typed, verdict.against)
        clause = _clause_of(section, pin, verdict, judge) if lang == language else ""
        if clause:
            present[clause] = (*present[clause], anchor) if clause in present else (anchor,)
    unsettled = tuple([each for each in judged if not each[2].settled])
    cut = [part._replace(typed=known[part.start]) if part.start in known else part for part in found_parts]
    found = (*door, *problems(contract.text, path=contract.path, first_line=contract.text_line, cut=cut))
    placed = tuple([finding if finding.contract else finding._replace(contract=contract.id) for finding in found])
    through = judge.looked.through
    looked = tuple([(part, through(part.typed, read.typed)) for part, read in zip(found_parts, cut, strict=True)])
    sources = tuple(dict.fromkeys([source for _, held in looked if held.sources for source in held.sources]))
    return Case(
        contract, found_parts, clauses, judge, settings, placed, word, pins, tuple(judged), unsettled, looked, sources, present
    )


def _clause_of(section: Section, pin: ClausePin | None, verdict: Verdict | None, judge: Judge) -> str:
    """Which clause of the library this is (empty: none): by its words, its pin, its anchor, its heading."""
    if verdict is not None and verdict.state in ("kept", "other") and verdict.variant is not None:
        return verdict.variant.clause
    if pin is not None:
        return pin.clause
    approved = judge.approved
    return section.anchor if section.anchor in approved.library.clauses else approved.titles.get(slug(section.title), "")


def check(case: Case, rules: Sequence[Rule[Case]], known: Iterable[str]) -> tuple[Finding, ...]:
    """Every finding of `rules` in a case, in the order of the text, suppressed ones marked. `known`: all codes there are."""
    found = [finding for rule in rules for finding in rule.check(case)]
    return finish(suppression.apply(case, found, known), case.settings.lint)


def finish(findings: Iterable[Finding], settings: LintSettings) -> tuple[Finding, ...]:
    """Findings with the workspace's severities, ignored codes left out, fingerprints given, in the order of their places."""
    severity, ignore = settings.severity, settings.ignore
    kept = [
        finding._replace(severity=severity[finding.code]) if finding.code in severity else finding
        for finding in findings
        if finding.code not in ignore
    ]
    kept.sort(key=_ORDER)
    seen: dict[tuple[str, str, str, str], int] = {}
    done = []
    for code, name, level, place, message, hint, contract, clause, subject, _, suppressed in kept:
        key = (code, contract or place.path, clause, " ".join(subject.split()))
        number = seen[key] = seen.get(key, 0) + 1
        known_by = _fingerprint(*key, str(number))
        done.append(Finding(code, name, level, place, message, hint, contract, clause, subject, known_by, suppressed))
    return tuple(done)


_ORDER: Callable[[Finding], tuple[Place, str, str]] = attrgetter("place", "code", "message")


def _fingerprint(*parts: str) -> str:
    """The first 16 hex digits of a digest over code, contract, clause, subject and ordinal; no line, no message."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
