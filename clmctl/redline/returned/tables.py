"""What a comparison of the words of tables does not see: how cells are aligned and set in, and where tables stand."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordFile, WordParagraph
from clmctl.model.word.measures import twentieths
from clmctl.redline.returned.steps import How, Returned, Step
from clmctl.redline.returned.words import Line

_JC, _IND = re.compile(r"\bjc=(\w+)"), re.compile(r"\bind=\S*?\b(?:left|start)=([^\s,]+)")
_SIDES = {"left": "", "start": "", "end": "right"}
#: What nobody sees, in twentieths of a point: programs round what they write anew, or count the margin of a cell in.
_SEEN_IN_CELL, _SEEN_OF_TABLE = 60, 150
_POINTS_OF_CM = 567
_NOBODY = ("", "")


@frozen
class CellFact:
    """A cell, or its table, that stands otherwise than it was sent.

    `aligned`: its words stand on another side (`old` and `new`: empty for the left one). `set in`: it stands further in or out,
    in words; `table`: its whole table does. `sent` and `final` are its paragraphs.
    """

    kind: Literal["aligned", "set in", "table"]
    how: How
    old: str
    new: str
    sent: int
    final: int
    author: str = ""
    date: str = ""


def side(line: Line) -> str:
    """The side a paragraph's words stand on, where they do not stand on the left."""
    match = _JC.search(line.form)
    return "" if match is None else _SIDES.get(match[1], match[1])


def table_facts(came: WordFile, found: Returned) -> tuple[CellFact, ...]:
    """The cells and tables that stand otherwise than they were sent."""
    formatted = {r.paragraph: (r.author, r.date) for r in came.revisions if r.kind == "paragraph formatting"}
    tables = {r.paragraph: (r.author, r.date) for r in came.revisions if r.kind == "table"}
    told_at = sorted(tables)
    marks: dict[str, list[int]] = {}
    for line in found.lineage.final:
        marks.setdefault(line.place.partition(" row ")[0], []).append(line.mark)
    out: list[CellFact] = []
    seen: set[str] = set()
    for step in found.steps:
        if step.sent is None or step.final is None:
            continue
        was, now = found.lineage.sent[step.sent], found.lineage.final[step.final]
        if not (was.place.startswith("table ") and now.place.startswith("table ")):
            continue
        out += _of_cell(found, step, formatted.get(now.mark))
        if (table := now.place.partition(" row ")[0]) not in seen and "/" not in now.place:
            seen.add(table)
            if goes_with_text(found, step):
                continue
            mine = marks[table]
            n = bisect_left(told_at, mine[0])
            told = tables[told_at[n]] if n < len(told_at) and told_at[n] <= mine[-1] + len(mine) else None
            out += _of_table(step, was.members[-1], now.members[-1], told)
    return tuple(out)


def goes_with_text(found: Returned, step: Step) -> bool:
    """Whether a table's first cell stands behind other text than it did, or that stands otherwise: the table goes with it."""
    sent, final = found.lineage.sent, found.lineage.final
    i, j = map(_before, found.lineage.outside, (step.sent or 0, step.final or 0))
    if step.kind == "moved" or i < 0 or j < 0 or found.lineage.heirs.get(i) != j:
        return True
    was, now = sent[i], final[j]
    return (was.style, was.numbering.rpartition(":")[2]) != (now.style, now.numbering.rpartition(":")[2])


def _before(outside: Sequence[int], at: int) -> int:
    """The last paragraph outside the tables before one; -1 where there is none."""
    n = bisect_left(outside, at)
    return outside[n - 1] if n else -1


def is_set_in(was: Line, now: Line) -> bool:
    """Whether the tables of two cells stand in otherwise, so that somebody sees it."""
    return abs(was.members[-1].inset - now.members[-1].inset) > _SEEN_OF_TABLE


def _of_cell(found: Returned, step: Step, told: tuple[str, str] | None) -> Iterator[CellFact]:
    was, now = found.lineage.sent[step.sent or 0], found.lineage.final[step.final or 0]
    stood = found.lineage.there.get(step.sent or 0)
    moved = (step.author, step.date) if step.kind == "moved" and step.how == "tracked" else _who_put_in(now.members[-1])
    old, new = side(was), side(now)
    if old != new:
        who = moved or (told if stood is not None and side(stood) == old else None)
        yield CellFact("aligned", _how(who), old, new, step.sent or 0, step.final or 0, *(who or _NOBODY))
    before, after = _inset(was), _inset(now)
    if abs(before - after) > _SEEN_IN_CELL:
        who = moved or (told if stood is not None and abs(_inset(stood) - before) <= _SEEN_IN_CELL else None)
        said = (_cm(before), _cm(after))
        yield CellFact("set in", _how(who), *said, step.sent or 0, step.final or 0, *(who or _NOBODY))


def _of_table(step: Step, was: WordParagraph, now: WordParagraph, told: tuple[str, str] | None) -> Iterator[CellFact]:
    if abs(was.inset - now.inset) <= _SEEN_OF_TABLE and was.side == now.side:
        return
    stood = now.stood
    kept = stood is not None and abs(stood[0] - was.inset) <= _SEEN_OF_TABLE and stood[1] == was.side
    who = told if kept else None
    yield CellFact("table", _how(who), _where(was), _where(now), step.sent or 0, step.final or 0, *(who or _NOBODY))


def _how(who: tuple[str, str] | None) -> How:
    return "silent" if who is None else "tracked"


def _who_put_in(cell: WordParagraph) -> tuple[str, str] | None:
    """Who put a cell in anew by a tracked change, with the look it has; None where it stood."""
    return next(((run.author, run.date) for run in (cell.row, cell.mark) if run.kind == "inserted" or run.goes == "to"), None)


def _inset(line: Line) -> int:
    match = _IND.search(line.form)
    return 0 if match is None else twentieths(match[1]) or 0


def _where(cell: WordParagraph) -> str:
    sides = {"center": "in the middle", "right": "on the right", "apart": "apart from the text"}
    return sides.get(cell.side) or _cm(cell.inset)


def _cm(inset: int) -> str:
    return f"{abs(inset) / _POINTS_OF_CM:.1f} cm {'out' if inset < 0 else 'in'}"
