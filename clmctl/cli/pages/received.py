"""A returned file as people and programs read it: a row for each change, those that deceive first."""

from collections.abc import Sequence

from clmctl.cli.formats import Cell, write
from clmctl.cli.pages.changes import marked
from clmctl.cli.render import note, show_text
from clmctl.desk.copies.receiving import Opened
from clmctl.model.change import Change
from clmctl.model.returned import ReturnedRow
from clmctl.redline.table import excerpt

_COLUMNS = ("row", "how", "kind", "clause", "change", "author", "our position", "nearest approved", "approval")
_NAMES = (
    "row", "how", "kind", "number", "clause", "heading", "old", "new", "words", "field", "author", "date", "position", "nearest",
    "apart", "approval", "touches", "carried", "remark",
)  # fmt: skip
_LONGEST = 160


def show(what: Opened, format_name: str) -> None:
    """The changes as a table: those that deceive first; cosmetic ones are counted."""
    found = what.found
    if format_name not in ("table", "text"):
        write(format_name, list(_NAMES), [_cells(row) for row in found.rows])
        return
    note(f"{what.contract}: {what.by}.")
    rows = [row for row in found.rows if row.how != "cosmetic" or row.kind == "format"]
    if not rows:
        show_text("Nothing changed.")
    else:
        write("table", list(_COLUMNS), [_short(row) for row in rows])
    cosmetic = len(found.rows) - len(rows)
    if cosmetic:
        note(
            f"{cosmetic} paragraph{'' if cosmetic == 1 else 's'} with other quotes, dashes or spaces alone: the text stays ours."
        )
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


def change_told(row: ReturnedRow) -> str:
    """What a change says in one line: the words that left and came, or the values, and what else it touches."""
    words = " ".join(marked(excerpt(row.words)).split())
    if row.field:
        words = f"{row.field}: {row.old or '–'} → {row.new}"
    elif row.kind in ("level", "numbering"):
        words = f"{row.old or _side(row.words, newer=False)} → {row.new or _side(row.words, newer=True)}"
    more = "; ".join(word for word in (row.remark, f"touches {', '.join(row.touches)}" if row.touches else "") if word)
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return f"{words} ({more})" if more else words


def _side(words: Sequence[Change], *, newer: bool) -> str:
    return "".join(change.new if newer else change.old for change in words)
