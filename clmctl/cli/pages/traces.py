"""What a Word file carries besides its words, as people and programs see it."""

from collections import Counter
from collections.abc import Sequence

from clmctl.cli.formats import is_json
from clmctl.cli.pages.findings import as_json
from clmctl.cli.render import note, show_findings, show_json
from clmctl.lint.word_files import style_findings, word_findings
from clmctl.model.finding import Finding
from clmctl.model.word.text import StyleLack
from clmctl.model.word.trace import WordTrace

_KEYS = ("code", "name", "severity", "path", "message", "hint")


def show_traces(path: str, traces: Sequence[WordTrace], format_name: str) -> int:
    """The findings in a format; 1 where one of them is an error or a warning, else 0."""
    findings = word_findings(path, traces)
    if is_json(format_name):
        pairs = zip(findings, traces, strict=True)
        show_json([_object(finding, trace) for finding, trace in pairs])
    else:
        show_findings(findings)
        note(_summary(findings))
    return int(any(finding.severity != "info" for finding in findings))


def show_lacks(path: str, lacks: Sequence[StyleLack], format_name: str) -> int:
    """What a style document lacks, in a format; 1 where contracts cannot be printed in it, else 0."""
    findings = style_findings(path, lacks)
    if is_json(format_name):
        show_json(
            [
                {**{key: as_json(each)[key] for key in _KEYS}, "part": lack.part}
                for each, lack in zip(findings, lacks, strict=True)
            ]
        )
    else:
        show_findings(findings)
        note(_summary(findings))
    return int(any(lack.needed for lack in lacks))


def _object(finding: Finding, trace: WordTrace) -> dict[str, object]:
    said = as_json(finding)
    return {
        **{key: said[key] for key in _KEYS},
        "kind": trace.kind,
        "part": trace.part,
        "paragraph": trace.paragraph,
        "number": trace.number,
        "words": trace.words,
        "detail": trace.detail,
    }


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    said = ", ".join(f"{counts[s]} {s}{'s' if counts[s] != 1 and s != 'info' else ''}" for s in counts)
    return f"Checked: {said or 'nothing found'}."
