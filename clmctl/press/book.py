"""The clause library as one HTML book: read on a screen, printed on paper, nothing fetched, every text escaped."""

from collections.abc import Iterable

from clmctl.model.book import Book, Chapter, Paragraph, Position, Run
from clmctl.press.sandbox import Plain, pressed


def book_html(book: Book) -> str:
    """The book, complete."""
    return pressed(
        "book.html",
        {
            "title": book.title,
            "whose": book.whose,
            "about": book.about,
            "reading": list(book.reading),
            "parts": [{"title": part.title, "chapters": [_chapter(chapter) for chapter in part.chapters]} for part in book.parts],
        },
    )


def _chapter(chapter: Chapter) -> Plain:
    return {
        "number": chapter.number,
        "clause": chapter.clause,
        "title": chapter.title,
        "facts": _rows(chapter.facts),
        "why": chapter.why,
        "positions": [_position(position) for position in chapter.positions],
        "concede": chapter.concede,
        "if_they_say": _rows(chapter.if_they_say),
        "red_flags": list(chapter.red_flags),
        "unacceptable": _rows(chapter.unacceptable),
        "past": [[p.position, str(p.version), f"{p.what} {p.on}", p.by, p.why] for p in chapter.past],
    }


def _rows(rows: Iterable[Iterable[str]]) -> list[Plain]:
    return [list(row) for row in rows]


def _position(position: Position) -> Plain:
    return {
        "rung": position.rung,
        "heading": position.heading,
        "lang": position.lang,
        "facts": " ".join(position.facts),
        "options": _rows(position.options),
        "text": [_paragraph(each) for each in position.text],
    }


def _paragraph(each: Paragraph) -> Plain:
    """`depth` is how far in it stands: 0 at the chapter's margin, 1 beside a first number, 2 beside an (a), and so on."""
    depth = max(each.level - 1, 1) if each.kind == "item" else each.indent + 1 if each.kind != "heading" else 0
    return {
        "kind": each.kind,
        "number": each.number or ("•" if each.kind == "bullet" else ""),
        "depth": min(depth, 6),
        "runs": _runs(each.runs),
        "rows": [[_runs(cell) for cell in row] for row in each.rows],
        "header_rows": each.header_rows,
    }


def _runs(runs: Iterable[Run]) -> list[Plain]:
    return [{"kind": run.kind, "bold": run.bold, "italic": run.italic, "lines": list(run.text.split("\n"))} for run in runs]
