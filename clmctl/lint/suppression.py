"""Suppressions: findings a person accepts, with the reason, written beside the text."""

import re
from collections.abc import Iterable, Sequence

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen

UNUSED: RuleName = ("SU001", "unused-suppression", "warning")
NO_REASON: RuleName = ("SU002", "suppression-without-reason", "error")
UNKNOWN: RuleName = ("SU004", "blanket-or-unknown-suppression", "error")

#: A comment alone on its line, as the dialect reads it; anywhere else it is text that would be printed (SX005).
_COMMENT = re.compile(r"^[ \t]*<!--\s*clm:ignore\b(.*)-->[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"\b[A-Z]{2}\d{3}\b", re.IGNORECASE)
_REASON = re.compile(r'reason\s*=\s*(?:"([^"]*)"|“([^”]*)”|(\S+))')


@frozen
class Suppression:
    """One comment: the codes it names, the reason, where it stands, and the clause it is for (empty: the whole contract)."""

    codes: tuple[str, ...]
    reason: str
    line: int
    clause: str


def suppressions(case: Case) -> tuple[Suppression, ...]:
    """Every suppression in a contract's text: for the next clause, or for the clause it stands in where none follows."""
    text = case.contract.text
    if "<" not in text or "clm:ignore" not in text:  # one character is found sooner than a word
        return ()
    found = []
    for match in _COMMENT.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        words = match[1]
        reason = _REASON.search(words)
        said = next((group for group in reason.groups() if group is not None), "") if reason else ""
        codes = tuple(code.upper() for code in _CODE.findall(words[: reason.start()] if reason else words))
        found.append(Suppression(codes, said.strip(), line, _clause_for(case, line)))
    return tuple(found)


def _clause_for(case: Case, line: int) -> str:
    """A comment among the lines just before a heading is for that clause; inside a clause, for that clause."""
    if not case.sections or (line < case.sections[0].line and not _leads(case, line, case.sections[0].line)):
        return ""
    for section in case.sections:
        if section.line > line and _leads(case, line, section.line):
            return section.anchor
    inside = [section for section in case.sections if section.line < line]
    return inside[-1].anchor if inside else ""


def _leads(case: Case, line: int, heading: int) -> bool:
    """Whether only comments and empty lines stand between a line and a heading."""
    between = "\n".join(case.contract.text.split("\n")[line - 1 : heading - 1])
    return not _COMMENT.sub("", between).strip()


def apply(case: Case, findings: Sequence[Finding], known: Iterable[str]) -> tuple[Finding, ...]:
    """The findings with those a suppression accepts marked so, and the findings about suppressions themselves."""
    all_suppressions = suppressions(case)
    if not all_suppressions:
        return tuple(findings)
    codes = frozenset(known)
    used: set[tuple[Suppression, str]] = set()
    marked = []
    for finding in findings:
        accepted = next((s for s in all_suppressions if _accepts(s, finding)), None)
        if accepted is not None:
            used.add((accepted, finding.code))
        marked.append(finding._replace(suppressed=accepted.reason) if accepted else finding)
    return (*marked, *_about(case, all_suppressions, used, codes))


def _accepts(suppression: Suppression, finding: Finding) -> bool:
    return bool(suppression.reason) and finding.code in suppression.codes and suppression.clause in ("", finding.clause)


def _about(
    case: Case, found: Sequence[Suppression], used: set[tuple[Suppression, str]], known: frozenset[str]
) -> Iterable[Finding]:
    for suppression in found:
        codes = " ".join(suppression.codes)
        if not suppression.codes or any(code not in known for code in suppression.codes):
            wrong = ", ".join(code for code in suppression.codes if code not in known) or "no code"
            message = f"The suppression names {wrong}: it must name the codes it accepts."
            yield problem(
                UNKNOWN,
                case,
                message,
                line=suppression.line,
                clause=suppression.clause,
                subject=codes,
                hint="clmctl rules lists the codes.",
            )
        elif not suppression.reason:
            message = f"The suppression of {codes} gives no reason, so it accepts nothing."
            yield problem(
                NO_REASON,
                case,
                message,
                line=suppression.line,
                clause=suppression.clause,
                subject=codes,
                hint=f'Write <!-- clm:ignore {codes} reason="..." -->.',
            )
        elif idle := " ".join(code for code in suppression.codes if (suppression, code) not in used):
            message = f"The suppression of {idle} accepts nothing: no such finding stands here."
            where, clause = suppression.line, suppression.clause
            yield problem(UNUSED, case, message, line=where, clause=clause, subject=idle, hint="Remove it.")
