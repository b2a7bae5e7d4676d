"""Growing files of one JSON object a line: read line by line, a bad line never hides the others."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from clmctl.model.finding import Finding
from clmctl.model.period import Period
from clmctl.model.place import Place
from clmctl.text.fields.shapes import Record
from clmctl.text.fields.troubles import Trouble, dotted
from clmctl.text.yaml.split import conflicts, unreadable

_LONGEST = 64 * 1024
_BLANK = " \t\r"


class Line(NamedTuple):
    """A line that can be read: its 1-based number and what it says, typed by its shape."""

    number: int
    said: Mapping[str, Any]


def read_lines(
    path: str, data: bytes, shape: Record, key: Callable[[Mapping[str, Any]], Hashable]
) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """The lines of a file and what is wrong with it. Equal lines count once; of two that differ under one key the first does."""
    if problems := unreadable(data):
        return (), tuple(problem.finding(path) for problem in problems)
    findings = [problem.finding(path) for problem in conflicts(data)]
    lines: list[Line] = []
    seen: dict[Hashable, Line] = {}
    for number, text in enumerate(data.decode("utf-8-sig").split("\n"), 1):
        if not text.strip(_BLANK) or text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            continue
        troubles: list[Trouble] = []
        said, column = _object(text, troubles)
        values = shape.read_mapping(said, (), troubles) if not troubles else {}
        findings += [
            Finding(
                "FD609",
                "schema",
                "error",
                Place(path, number, column),
                trouble.message,
                trouble.hint,
                subject=dotted(trouble.where),
            )
            for trouble in troubles
        ]
        if troubles:
            continue
        line = Line(number, values)
        first = seen.setdefault(key(values), line)
        if first is line:
            lines.append(line)
        elif first.said != values:
            message = f"This line differs from line {first.number}, which has the same key"
            hint = "Records are never edited. Keep the right one; a second act needs a key of its own."
            findings.append(Finding("FD609", "schema", "error", Place(path, number, 1), message, hint, subject=str(key(values))))
    return tuple(lines), tuple(sorted(findings, key=lambda finding: finding.place.line))


def _object(text: str, troubles: list[Trouble]) -> tuple[Mapping[str, object], int]:
    """The object a line holds (empty after noting what is wrong) and the column of what is wrong."""
    if len(text) > _LONGEST:
        troubles.append(Trouble((), f"The line has {len(text):,} characters; the most read is {_LONGEST:,}"))
        return {}, 1
    try:
        said = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, troubles), parse_constant=_refused, parse_float=str)
    except json.JSONDecodeError as wrong:
        troubles.append(Trouble((), f"Not JSON: {wrong.msg}", "A line holds one JSON object."))
        return {}, wrong.colno
    except (ValueError, RecursionError) as wrong:
        troubles.append(Trouble((), f"Not JSON: {str(wrong)[:100]}", "A line holds one JSON object."))
        return {}, 1
    if not isinstance(said, dict):
        troubles.append(Trouble((), "The line holds no JSON object", 'Write it as {"key": "...", ...}.'))
        return {}, 1
    return said, 1


def _once(pairs: list[tuple[str, object]], troubles: list[Trouble]) -> dict[str, object]:
    said: dict[str, object] = {}
    for name, value in pairs:
        if name in said:
            troubles.append(Trouble((name,), f"The key {name} stands twice"))
        said[name] = value
    return said


def _refused(word: str) -> object:
    raise ValueError(f"{word} is no number")


def line_of(said: Mapping[str, object]) -> str:
    """One line: keys sorted, what is absent or empty left out, dates and durations as text; no line end."""
    plain = {name: _plain(value) for name, value in sorted(said.items()) if value is not None and value not in ("", ())}
    return json.dumps(plain, ensure_ascii=False, separators=(", ", ": "))


def with_lines(before: bytes | None, lines: Iterable[str]) -> bytes:
    """The file with these lines more (None: there was none); what stands in it stays byte for byte."""
    before = before or b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    return before + "".join(f"{line}\n" for line in lines).encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Period):
        return value.iso()
    return list(value) if isinstance(value, tuple) else value
