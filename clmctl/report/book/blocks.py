"""The book as blocks, so that the renderer of contracts prints it in the same look."""

from collections.abc import Iterable, Sequence

from clmctl.model.block import Block, Inline, LineBreak, Text
from clmctl.model.book import Book, Chapter, Paragraph, Position, Run

_Cells = Sequence[Sequence[str]]


def book_blocks(book: Book) -> tuple[Block, ...]:
    """Title page (the renderer adds the contents), how to read it, then a chapter for each clause, its ladder numbered in it.

    A chapter is what a schedule is to a contract: it begins a page, stands in the contents, and counts by itself.
    """
    title = (Text(book.title), LineBreak(), Text(book.whose), LineBreak(), Text(book.about))
    found = [_block("title", title), _block("title", (Text("How to read this book"),), level=1)]
    found += [_block("paragraph", (Text(words),)) for words in book.reading]
    for part in book.parts:
        for chapter in part.chapters:
            found += [block._replace(schedule=chapter.clause) for block in _chapter(chapter)]
    return tuple(found)


def _block(kind: str, inlines: Sequence[Inline], **more: object) -> Block:
    return Block(kind, 0, tuple(inlines), **more)  # type: ignore[arg-type]


def _chapter(chapter: Chapter) -> list[Block]:
    label = f"Chapter {chapter.number}"
    found = [_block("schedule", (Text(chapter.title),), number=label, full=str(chapter.number), anchor=chapter.clause)]
    found.append(_table(("", ""), chapter.facts, headed=False))
    if chapter.why:
        found += [_head("What it is for"), _said(chapter.why)]
    for position in chapter.positions:
        found += _position(position)
    if chapter.concede:
        found += [_head("What to give"), _said(chapter.concede)]
    if chapter.if_they_say:
        found += [_head("If they say"), _table(("They say", "We answer"), chapter.if_they_say)]
    if chapter.red_flags:
        found.append(_head("Red flags"))
        found += [_bullet((Text(flag),)) for flag in chapter.red_flags]
    if chapter.unacceptable:
        found += [_head("Never agree to"), _table(("Words", "Why not", "Instead"), chapter.unacceptable)]
    if chapter.past:
        rows = [(p.position, str(p.version), f"{p.what} {p.on}", p.by, p.why) for p in chapter.past]
        found += [_head("History"), _table(("Position", "Version", "What", "By", "Why"), rows)]
    return found


def _head(words: str) -> Block:
    return _block("subclause", (Text(words),), level=2)


def _said(words: str) -> Block:
    return _block("paragraph", (Text(words),))


def _bullet(inlines: Sequence[Inline]) -> Block:
    return _block("bullet", inlines, indent=1, level=1)


def _position(position: Position) -> list[Block]:
    rung = str(position.rung)
    found = [_block("clause", (Text(position.heading),), level=1, number=rung, full=rung, clause=rung)]
    found.append(_block("note", (Text(" ".join(position.facts)),)))
    found += [_paragraph(each) for each in position.text]
    if position.options:
        found.append(_said("Options:"))
        found += [_bullet((Text(name, italic=True), Text(f": {meaning}"))) for name, meaning in position.options]
    return found


def _paragraph(each: Paragraph) -> Block:
    if each.kind == "table":
        rows = tuple(tuple(tuple(_inlines(cell)) for cell in row) for row in each.rows)
        return _block("table", (), indent=each.indent, rows=rows, header_rows=each.header_rows)
    kind = "subclause" if each.kind == "heading" else each.kind
    return _block(kind, tuple(_inlines(each.runs)), level=each.level, indent=each.indent, number=each.number)


def _inlines(runs: Iterable[Run]) -> Iterable[Inline]:
    for run in runs:
        for number, words in enumerate(run.text.split("\n")):
            if number:
                yield LineBreak()
            if words:
                yield Text(words, run.bold or run.kind == "term", run.italic or run.kind == "option")


def _table(heads: Sequence[str], rows: _Cells, *, headed: bool = True) -> Block:
    lines = [heads, *rows] if headed else rows
    cells = tuple(
        tuple((Text(cell, bold=not headed and at == 0),) if cell else () for at, cell in enumerate(line)) for line in lines
    )
    return _block("table", (), rows=cells, header_rows=1 if headed else 0)
