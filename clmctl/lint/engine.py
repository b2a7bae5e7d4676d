"""The lint engine: runs rules over a case, applies severities and suppressions, gives fingerprints."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clmctl.lint import suppression
from clmctl.lint.case import Case, WordFile, pin_of
from clmctl.lint.verdict import Judge
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule
from clmctl.model.settings import LintSettings, Settings
from clmctl.text.dialect import parts, problems


def case_of(
    contract: Contract, judge: Judge, settings: Settings, door: Iterable[Finding] = (), word: WordFile | None = None
) -> Case:
    """A contract prepared for the rules: its sections, its pins by anchor, and what its readers found."""
    found = tuple(door) + tuple(problems(contract.text, path=contract.path, first_line=contract.text_line))
    placed = tuple(finding if finding.contract else replace(finding, contract=contract.id) for finding in found)
    found_parts = parts(contract.text)
    clauses = tuple(part for part in found_parts if part.kind == "clause")
    pins = {(pin.at, pin.lang): pin for pin in contract.clauses}
    judged = []
    for section in clauses:
        pin = pin_of(section, contract, pins)
        if pin is not None or contract.paper == "own":
            judged.append((section, pin, judge.verdict(section, pin, section.lang or contract.language)))
    return Case(contract, found_parts, clauses, judge, settings, placed, word, pins, tuple(judged))


def check(case: Case, rules: Sequence[Rule[Case]], known: Iterable[str]) -> tuple[Finding, ...]:
    """Every finding of `rules` in a case, in the order of the text, suppressed ones marked. `known`: all codes there are."""
    found = [finding for rule in rules for finding in rule.check(case)]
    return finish(suppression.apply(case, found, known), case.settings.lint)


def finish(findings: Iterable[Finding], settings: LintSettings) -> tuple[Finding, ...]:
    """Findings with the workspace's severities, ignored codes left out, fingerprints given, in the order of their places."""
    kept = [
        replace(finding, severity=settings.severity[finding.code]) if finding.code in settings.severity else finding
        for finding in findings
        if finding.code not in settings.ignore
    ]
    kept.sort(key=lambda f: (f.place.path, f.place.line, f.place.column, f.code, f.message))
    seen: Counter[tuple[str, str, str, str]] = Counter()
    done = []
    for finding in kept:
        key = (finding.code, finding.contract or finding.place.path, finding.clause, " ".join(finding.subject.split()))
        seen[key] += 1
        done.append(replace(finding, fingerprint=_fingerprint(*key, str(seen[key]))))
    return tuple(done)


def _fingerprint(*parts: str) -> str:
    """The first 16 hex digits of a digest over code, contract, clause, subject and ordinal; no line, no message."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
