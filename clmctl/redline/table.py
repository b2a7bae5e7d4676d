"""A comparison as the rows of a summary table: for each clause what happened, and the words that differ."""

from collections.abc import Iterator, Sequence

from clmctl.model.block import Block, Inline, Text
from clmctl.model.change import Change
from clmctl.model.comparison import ClauseChange, Comparison, FieldChange, LineChange
from clmctl.model.frozen import frozen
from clmctl.text.comparing.cosmetic import is_cosmetic

COLUMNS = ("clause", "change", "words", "remark")
#: Kept words shown on each side of a change, and the most words shown of what came or went whole.
_BESIDE, _MOST = 5, 40


@frozen
class Row:
    """One row: the clause's number and heading, what happened, the words that differ with a few beside them, and remarks."""

    clause: str
    change: str
    words: tuple[Change, ...] = ()
    remark: str = ""

    @property
    def was(self) -> str:
        """The words as they were."""
        return "".join(change.old for change in self.words)

    @property
    def now(self) -> str:
        """The words as they are."""
        return "".join(change.new for change in self.words)


def rows_of(found: Comparison) -> tuple[Row, ...]:
    """The rows of a summary: those of clauses in the order of the newer text, fields that no text prints last.

    Clauses that were only renumbered share one row: they follow from another.
    """
    clauses = [clause for clause in found.clauses if clause.kinds != ("renumbered",)]
    rows = [row for clause in clauses for row in _clause_rows(clause)]
    counted = [clause for clause in found.clauses if clause.kinds == ("renumbered",)]
    if counted:
        told = ", ".join(f"{clause.was or '–'} → {clause.number or '–'} {clause.heading}" for clause in counted)
        rows.append(Row("", "renumbered", (), told))
    rows += [Row("", "field", _values(field), field.path) for field in found.fields]
    return tuple(rows)


def named(clause: ClauseChange) -> str:
    """A clause as a table names it: number and heading."""
    return " ".join(word for word in (clause.number, clause.heading) if word)


def _clause_rows(clause: ClauseChange) -> Iterator[Row]:
    kinds = ", ".join(clause.kinds) if "changed" not in clause.kinds or len(clause.kinds) > 1 else ""
    fields = "; ".join(f"{field.path}: {field.old or '–'} → {field.new or '–'}" for field in clause.fields)
    renumbered = f"was {clause.was}" if clause.was else ""
    first = "; ".join(word for word in (renumbered, fields) if word)
    name = named(clause)
    if clause.kinds[0] in ("inserted", "deleted"):
        yield Row(name, clause.kinds[0], _begun(clause), "; ".join(word for word in (first, _whither(clause.lines)) if word))
        return
    if not clause.lines:
        yield Row(name, kinds, (), first)
    for line in clause.lines:
        if line.went_to:
            continue  # told where it stands now
        kind = ", ".join(dict.fromkeys([*(kind for kind in clause.kinds if kind != "changed"), line.kind]))
        remark = "; ".join(word for word in (first, *_remarks(line)) if word)
        yield Row(_at(name, clause, line), kind, excerpt(line.words), remark)
        first = ""
    if clause.lines and all(line.went_to for line in clause.lines):
        places = ", ".join(dict.fromkeys(line.went_to for line in clause.lines))
        yield Row(name, kinds or "changed", (), "; ".join(word for word in (first, f"moved from here to {places}") if word))


def _at(name: str, clause: ClauseChange, line: LineChange) -> str:
    """Where a line stands: its full number and the clause's heading, or the clause and the label it has there."""
    label = line.number.rstrip(".")
    if not label or label == clause.number:
        return name
    return f"{label} {clause.heading}" if clause.number and label.startswith(clause.number) else f"{name}, {label}"


def _remarks(line: LineChange) -> Iterator[str]:
    if line.cosmetic:
        yield "cosmetic"
    if line.came_from:
        yield f"from {line.came_from}"
    if line.turns:
        yield "touches " + ", ".join(line.turns)


def _begun(clause: ClauseChange) -> tuple[Change, ...]:
    """The beginning of a clause that came or went whole."""
    words = " ".join(" ".join((change.new or change.old) for change in line.words) for line in clause.lines)
    kept = words.split()
    said = " ".join(kept[:_MOST]) + (" …" if len(kept) > _MOST else "")
    if clause.kinds[0] == "inserted":
        return (Change("inserted", "", said),)
    return (Change("deleted", said, ""),)


def _whither(lines: Sequence[LineChange]) -> str:
    """Where the paragraphs of a clause that came or went whole come from, or went."""
    came = dict.fromkeys(line.came_from for line in lines if line.came_from)
    went = dict.fromkeys(line.went_to for line in lines if line.went_to)
    said = []
    if came:
        said.append(f"words moved here from {', '.join(came)}")
    if went:
        said.append(f"words moved to {', '.join(went)}")
    return "; ".join(said)


def _values(field: FieldChange) -> tuple[Change, ...]:
    return (Change("replaced" if field.old and field.new else "deleted" if field.old else "inserted", field.old, field.new),)


def excerpt(words: Sequence[Change]) -> tuple[Change, ...]:
    """The words that differ, with a few of those kept on either side; what is left out is an ellipsis."""
    weighty = [change for change in words if change.kind != "kept" and not is_cosmetic(change.old, change.new)]
    out: list[Change] = []
    for at, change in enumerate(words):
        if change.kind != "kept":
            shown = change if not weighty or change in weighty else Change("kept", change.new, change.new)
            out.append(_cut(shown))
            continue
        begins, ends = at == 0, at == len(words) - 1
        text = change.new if begins and ends else _beside(change.new, first=begins, last=ends)
        out.append(Change("kept", text, text))
    return tuple(out)


def _beside(text: str, *, first: bool, last: bool) -> str:
    """Of kept words those next to a change."""
    words = text.split(" ")
    keep = _BESIDE * (1 if first or last else 2)
    if len(words) <= keep + 2:
        return text
    head = " ".join(words[: _BESIDE + 1]) if not first else ""
    tail = " ".join(words[-_BESIDE - 1 :]) if not last else ""
    return f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}"


def _cut(change: Change) -> Change:
    """A change of many words by its beginning."""
    old, new = (_begin(text) for text in (change.old, change.new))
    return Change(change.kind, old, new)


def _begin(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= _MOST else " ".join(words[:_MOST]) + " …"


# ---- as a document


def summary_blocks(title: str, about: str, rows: Sequence[Row]) -> tuple[Block, ...]:
    """A summary as blocks that print: its title, what it is about, and a table in which the words that differ are bold."""
    head = tuple((Text(word, bold=True),) for word in ("Clause", "Change", "Was", "Now", "Remark"))
    body = tuple(
        ((Text(row.clause),), (Text(row.change),), _side(row, newer=False), _side(row, newer=True), (Text(row.remark),))
        for row in rows
    )
    heading = Block("title", 1, (Text(title),))
    said = Block("paragraph", 2, (Text(about),))
    if not rows:
        return heading, said, Block("paragraph", 3, (Text("Nothing changed."),))
    return heading, said, Block("table", 3, (), rows=(head, *body), header_rows=1, aligns=("",) * 5)


def _side(row: Row, *, newer: bool) -> tuple[Inline, ...]:
    pieces = ((change.kind, change.new if newer else change.old) for change in row.words)
    return tuple(Text(" ".join(text.split("\n")), bold=kind != "kept") for kind, text in pieces if text)
