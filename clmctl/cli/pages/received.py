"""A returned file as people and programs read it: a row for each change, those that deceive first."""

from collections.abc import Sequence

from clmctl.cli.formats import Cell, write
from clmctl.cli.pages.changes import marked
from clmctl.cli.render import is_terminal, note, show_entry, show_text
from clmctl.desk.copies.receiving import Opened
from clmctl.model.change import Change
from clmctl.model.returned import ReturnedRow
from clmctl.redline.table import excerpt

_COLUMNS = ("row", "how", "kind", "clause", "change", "author", "our position", "nearest approved", "approval")
_NAMES = (
    "row", "how", "kind", "number", "clause", "heading", "old", "new", "words", "field", "author", "date", "position", "nearest",
    "apart", "approval", "touches", "carried", "remark",
)  # fmt: skip
#: Characters of a change that are told in one line, and lines where it has several.
_LONGEST, _MOST_LINES = 160, 12


def show(what: Opened, format_name: str) -> None:
    """The changes as a table: those that deceive first; cosmetic ones are counted."""
    found = what.found
    note(f"{what.contract}: {what.by}.")
    if format_name not in ("table", "text"):
        write(format_name, list(_NAMES), [_cells(row) for row in found.rows])
        return
    rows = [row for row in found.rows if row.how != "cosmetic" or row.kind == "format"]
    if not rows:
        show_text("Nothing changed.")
    elif is_terminal():
        for row in rows:
            show_entry(*told(row))
    else:
        write("table", list(_COLUMNS), [_short(row) for row in rows])
    cosmetic = len(found.rows) - len(rows)
    if cosmetic:
        read = "paragraph reads" if cosmetic == 1 else "paragraphs read"
        note(f"{cosmetic} {read} the same in other quotes, dashes or spaces, or with a reference typed: the text stays ours.")
    for comment in found.comments:
        state = " (settled)" if comment.resolved else ""
        where = f"#{comment.clause}" if comment.clause else "the document"
        show_text(f"comment by {comment.author or 'somebody'} on {where}{state}: {' '.join(comment.text.split())}")


def _cells(row: ReturnedRow) -> list[Cell]:
    old = row.old or "".join(change.old for change in row.words)
    new = row.new or "".join(change.new for change in row.words)
    return [
        row.number, row.how, row.kind, row.at or None, row.anchor or None, row.heading or None, old, new, marked(row.words),
        row.field or None, row.author or None, row.date or None, row.position or None, row.nearest or None,
        marked(row.apart) or None, row.approval or None, list(row.touches), row.carried, row.remark or None,
    ]  # fmt: skip


def _short(row: ReturnedRow) -> list[Cell]:
    return [
        row.number, how_told(row), row.kind, " ".join(word for word in (row.at, row.heading) if word) or None, change_told(row),
        row.author or None, row.position or None, row.nearest or None, row.approval or None,
    ]  # fmt: skip


def how_told(row: ReturnedRow) -> str:
    """How a change was made, in capitals where it deceives."""
    return {"silent": "NOT TRACKED", "hidden": "HIDDEN", "ours-name": "UNDER OUR NAME"}.get(row.how, row.how)


def told(row: ReturnedRow) -> tuple[str, list[str]]:
    """A change as a person reads it down a page: a line that names it; what it says, what else there is to it, our positions."""
    where = " ".join(word for word in (row.at, row.heading) if word)
    head = "  ".join(word for word in (f"{row.number:>3}", how_told(row), row.kind, where) if word)
    same = bool(row.nearest) and row.nearest == row.position
    named = (("by", row.author), ("our position:", row.position), ("nearest approved:", "the same" if same else row.nearest))
    about = [f"{name} {said}" for name, said in (*named, ("approval:", row.approval)) if said]
    return head, [*_lines(row), *([f"({more})"] if (more := _more(row)) else []), *(["; ".join(about)] if about else [])]


def change_told(row: ReturnedRow) -> str:
    """What a change says in one line: the words that left and came, or the values, and what else it touches."""
    words, more = _begun(" / ".join(_lines(row))), _more(row)
    return f"{words} ({more})" if more else words


def _lines(row: ReturnedRow) -> list[str]:
    """What a change says, line by line: rows of a table and paragraphs are lines of their own."""
    if row.field:
        return [f"{row.field}: {row.old or '–'} → {row.new}"]
    if row.kind in ("level", "numbering"):
        return [f"{row.old or _side(row.words, newer=False)} → {row.new or _side(row.words, newer=True)}"]
    lines = [line for words in _by_line(row.words) if (line := _begun(" ".join(marked(excerpt(words)).split())))]
    left = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… and {left} lines more"] if left > 1 else lines


def _by_line(words: Sequence[Change]) -> list[list[Change]]:
    """The words of each line, those that came or left marked in each."""
    lines: list[list[Change]] = [[]]
    for change in words:
        if change.old and change.new and change.kind != "kept":
            lines[-1].append(change)
            continue
        for n, piece in enumerate((change.old or change.new).split("\n")):
            if n:
                lines.append([])
            lines[-1].append(Change(change.kind, piece if change.old else "", piece if change.new else ""))
    return lines


def _begun(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _more(row: ReturnedRow) -> str:
    return "; ".join(word for word in (row.remark, f"touches {', '.join(row.touches)}" if row.touches else "") if word)


def _side(words: Sequence[Change], *, newer: bool) -> str:
    return "".join(change.new if newer else change.old for change in words)
