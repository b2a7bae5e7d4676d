"""A report as one HTML page that a mail can carry: its own styles inline, no script, nothing fetched, every text escaped."""

import re

from clmctl.model.page import Grid, Page, Section
from clmctl.press.sandbox import Plain, pressed

_CHANGE = re.compile(r"\[-(?P<out>.*?)-\]|\{\+(?P<in>.*?)\+\}", re.DOTALL)
#: A cell that is a date, a number, a share or a short name keeps to one line.
_SHORT = 22


def page_html(page: Page) -> str:
    """The page, complete."""
    return pressed(
        "page.html",
        {
            "title": page.title,
            "about": list(page.about),
            "counts": [[number, what, tone] for number, what, tone in page.counts],
            "sections": [_section(section) for section in page.sections],
            "closing": list(page.closing),
        },
    )


def _section(section: Section) -> Plain:
    return {
        "title": section.title,
        "tone": section.tone,
        "empty": (section.empty or "Nothing.") if section.is_empty else "",
        "words": list(section.words),
        "grids": [_grid(grid) for grid in section.grids if grid.rows],
    }


def _grid(grid: Grid) -> Plain:
    used = [at for at, name in enumerate(grid.columns) if any(row[at] for row in grid.rows)]
    sides = {name: "right" if name in grid.right else "left" for name in grid.columns}
    short = {at for at in used if all(len(row[at]) <= _SHORT for row in grid.rows)}
    return {
        "title": grid.title,
        "more": grid.more,
        "columns": [{"name": grid.columns[at], "align": sides[grid.columns[at]]} for at in used],
        "rows": [
            [
                {
                    "align": sides[grid.columns[at]],
                    "short": at in short,
                    "words": _words(row[at]) if grid.columns[at] in grid.marked else [["", row[at]]],
                }
                for at in used
            ]
            for row in grid.rows
        ],
    }


def _words(text: str) -> Plain:
    """The text in pieces, each with what became of it: taken out, put in, or (empty) left."""
    pieces: list[Plain] = []
    at = 0
    for match in _CHANGE.finditer(text):
        if match.start() > at:
            pieces.append(["", text[at : match.start()]])
        kind = match.lastgroup or ""
        pieces.append([kind, match[kind]])
        at = match.end()
    return [*pieces, ["", text[at:]]] if at < len(text) else pieces
