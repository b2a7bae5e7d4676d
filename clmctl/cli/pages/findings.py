"""Lint reports for people, programs and GitHub."""

import sys
from collections import Counter
from typing import TYPE_CHECKING

from clmctl.cli.render import note, show_findings, show_json
from clmctl.cli.terminal import sanitise
from clmctl.errors import UsageError
from clmctl.model.finding import Finding

if TYPE_CHECKING:
    from clmctl.desk.checking.linting import Report

_RANK = {"info": 0, "warning": 1, "error": 2}
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def verdict(report: "Report", fail_on: str) -> int:
    """1 where a finding nobody suppressed is at least as severe as `fail_on`, else 0."""
    if fail_on not in _RANK:
        raise UsageError(f"There is no severity {fail_on!r}.", hint="Choose error, warning or info.")
    return int(any(_RANK[f.severity] >= _RANK[fail_on] and not f.suppressed for f in report.findings))


def show_report(report: "Report", format_name: str) -> None:
    """Writes a report in a format."""
    if format_name == "json":
        show_json([as_json(finding) for finding in report.findings])
    elif format_name == "github":
        for finding in report.findings:
            if not finding.suppressed:
                sys.stdout.write(_github(finding) + "\n")
    elif format_name == "text":
        shown = [finding for finding in report.findings if not finding.suppressed]
        show_findings(shown)
        note(_summary(report, shown))
    else:
        raise UsageError(f"There is no format {format_name!r}.", hint="Choose text, json or github.")


def _summary(report: "Report", shown: list[Finding]) -> str:
    counts = Counter(finding.severity for finding in shown)
    said = ", ".join(
        f"{counts[s]} {s}{'s' if counts[s] != 1 and s != 'info' else ''}" for s in ("error", "warning", "info") if counts[s]
    )
    accepted = len(report.findings) - len(shown)
    tail = f", {accepted} accepted by suppressions" if accepted else ""
    contracts = f"{report.contracts} contract{'s' if report.contracts != 1 else ''}"
    return f"{contracts} checked: {said or 'nothing found'}{tail}."


def as_json(finding: Finding) -> dict[str, object]:
    """A finding with the promised keys. `suppressed` is the reason a person gave, or null."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "hint": finding.hint,
        "contract": finding.contract,
        "clause": finding.clause,
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed or None,
    }


def _github(finding: Finding) -> str:
    """A workflow command; %, line ends, and in properties : and , are escaped as GitHub asks."""

    def data(text: str) -> str:
        return sanitise(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    where = f"file={value(finding.place.path)}"
    if finding.place.line:
        where += f",line={finding.place.line}"
    if finding.place.column:
        where += f",col={finding.place.column}"
    hint = f" {finding.hint}" if finding.hint else ""
    return (
        f"::{_GITHUB[finding.severity]} {where},title={value(finding.code + ' ' + finding.name)}::{data(finding.message + hint)}"
    )
