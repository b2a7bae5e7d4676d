"""Lines of `record/terms.jsonl` and `record/notices.jsonl`: what happened to a contract since it was signed."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from clmctl.model.finding import Finding
from clmctl.model.record import NoticeRecord, Records, TermRecord
from clmctl.text.fields.tables import NOTICE_LINE, TERM_LINE
from clmctl.text.files.jsonl import line_of, read_lines


def read_records(files: Mapping[str, bytes]) -> tuple[Records, tuple[Finding, ...]]:
    """The records in files by path (`.../terms.jsonl`, `.../notices.jsonl`; others are not read), and what is wrong with them.

    Terms come by number, notices by their first date: merging branches may have put the lines in any order.
    """
    terms: list[TermRecord] = []
    notices: list[NoticeRecord] = []
    findings: list[Finding] = []
    for path, data in sorted(files.items()):
        name = path.rpartition("/")[2]
        if name == "terms.jsonl":
            lines, found = read_lines(path, data, TERM_LINE, _key)
            terms += [_term(line.said) for line in lines]
        elif name == "notices.jsonl":
            lines, found = read_lines(path, data, NOTICE_LINE, _key)
            notices += [_notice(line.said) for line in lines]
        else:
            continue
        findings += found
    terms.sort(key=lambda term: (term.number, term.on, term.key))
    notices.sort(key=lambda notice: (notice.sent or notice.received or notice.effective or date.max, notice.key))
    return Records(tuple(terms), tuple(notices)), tuple(findings)


def term_line(term: TermRecord) -> str:
    """The line of `terms.jsonl` that says this, without a line end."""
    return line_of({**asdict(term), "length": term.length})


def notice_line(notice: NoticeRecord) -> str:
    """The line of `notices.jsonl` that says this, without a line end."""
    return line_of(asdict(notice))


def _key(said: Mapping[str, Any]) -> str:
    return str(said.get("key", ""))


def _term(said: Mapping[str, Any]) -> TermRecord:
    get = said.get
    return TermRecord(
        key=said["key"],
        kind=said["kind"],
        number=said["number"],
        start=get("start"),
        end=get("end"),
        on=said["on"],
        by=said["by"],
        why=get("why", ""),
        length=get("length"),
    )


def _notice(said: Mapping[str, Any]) -> NoticeRecord:
    get = said.get
    return NoticeRecord(
        key=said["key"],
        kind=said["kind"],
        side=said["side"],
        sent=get("sent"),
        received=get("received"),
        effective=get("effective"),
        by=said["by"],
        why=get("why", ""),
    )
