"""Rules on files as such: what the readers met at the door (FD609, RF, SX)."""

from collections.abc import Callable, Iterator

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule
from clmctl.text.dialect.placeholders import placeholder_problem

SCHEMA: RuleName = ("FD609", "schema", "error")
BROKEN_REFERENCE: RuleName = ("RF401", "broken-reference", "error")
AMBIGUOUS_TARGET: RuleName = ("RF403", "ambiguous-target", "error")
CONFLICT: RuleName = ("SX003", "conflict-markers", "error")
STRAY_SYNTAX: RuleName = ("SX005", "stray-template-syntax", "error")
UNREADABLE: RuleName = ("SX006", "unreadable", "error")


def _met(code: str) -> Callable[[Case], Iterator[Finding]]:
    def check(case: Case) -> Iterator[Finding]:
        return (finding for finding in case.door if finding.code == code)

    return check


def _rule(rule: RuleName, summary: str, why: str, instead: str) -> Rule[Case]:
    return Rule(*rule, "file", summary, why, instead, _met(rule[0]))


def stray(case: Case) -> Iterator[Finding]:
    """Syntax that is none of the dialect, and placeholders that name no field, party, list or filter there is."""
    yield from _met(STRAY_SYNTAX[0])(case)
    contract = case.contract
    parties = tuple(dict.fromkeys(name for party in contract.parties for name in (party.key, party.role)))
    rows = tuple(contract.rows)
    known = case.judge.placeholders(case.settings.catalogue, parties, rows)
    doubtful = frozenset([source for source in case.sources if source not in known or known[source] is not None])
    for part, held in case.looked if doubtful else ():
        if doubtful.isdisjoint(held.sources):
            continue
        for placeholder, line in held.placeholders:
            if placeholder.source in known:
                wrong = known[placeholder.source]
            else:
                wrong = placeholder_problem(placeholder, case.settings.catalogue, parties=parties, rows=rows)
                known[placeholder.source] = wrong
            if wrong is not None:
                source = placeholder.source.strip()
                message = f"{{{{ {source} }}}}: {wrong[0]}."
                clause = part.anchor if part.kind == "clause" else ""
                yield problem(STRAY_SYNTAX, case, message, line=part.line + line, clause=clause, subject=source, hint=wrong[1])


RULES: tuple[Rule[Case], ...] = (
    _rule(
        SCHEMA,
        "A key is unknown, written twice, missing or of the wrong type.",
        "A mistyped key is a term that no report, reminder or search will ever see.",
        "Correct the key or value; clmctl schema contract prints what may stand there, clmctl explain FIELD what a field means.",
    ),
    _rule(
        BROKEN_REFERENCE,
        "A reference leads to no clause.",
        "A reader cannot follow it, and a court may read it in more than one way.",
        "Point it at an anchor that exists.",
    ),
    _rule(
        AMBIGUOUS_TARGET, "Two places bear one anchor.", "A reference to it means two things.", "Give one of them another anchor."
    ),
    _rule(
        CONFLICT,
        "The file holds conflict markers of a merge.",
        "Two versions stand in it and neither is the contract.",
        "Keep the right version of each marked place, then clmctl save.",
    ),
    Rule(
        *STRAY_SYNTAX,
        "file",
        "The text holds template syntax that is none of the dialect, or a placeholder that names nothing.",
        "It would be printed as it stands, in front of the counterparty.",
        "Use {{ field }} or {{ field | filter }} with a field there is; remove the rest.",
        stray,
    ),
    _rule(
        UNREADABLE,
        "The file cannot be read.",
        "Nothing in it is checked, found or reminded of.",
        "Save it as UTF-8 text with plain YAML front matter.",
    ),
)
