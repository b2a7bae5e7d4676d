"""The text as blocks: numbered, with their words read, as everything that prints or compares a contract needs it."""

from functools import lru_cache

from clmctl.model.block import Block, BlockKind, Inline, LineBreak, Text
from clmctl.text.headings import ITEM_ANCHOR, free_anchor, heading_parts, schedule_name, slug
from clmctl.text.inlines import inlines, placeholder
from clmctl.text.numbering import Numbering
from clmctl.text.pieces import Piece, cells, cut

_NOTE = ("**Note", "**Hinweis", "**Remarque", "[!NOTE]")


def blocks(text: str) -> tuple[Block, ...]:
    """Every block of a contract's text in order. Any text has blocks: what the dialect refuses is printed as typed.

    Numbers are by place (see `Numbering`). A heading without an anchor has its slug, as in `sections`. Lines are the text's.
    """
    return tuple(_Building(text).run())


class _Building:
    """The state of one building: where we stand, and the blocks so far."""

    __slots__ = ("above", "begun", "clause", "done", "lang", "numbering", "schedule", "stretches", "taken")

    def __init__(self, text: str) -> None:
        self.stretches = tuple(cut(text))
        self.above = 0  # how many lines stand before the stretch being read
        self.numbering = Numbering()
        self.done: list[Block] = []
        self.clause = self.schedule = self.lang = ""
        self.begun = False  # a clause or schedule has stood
        self.taken: dict[str, int] = {}

    def run(self) -> list[Block]:
        for _, pieces in self.stretches:
            for piece in pieces:
                if piece.kind == "heading":
                    anchor = heading_parts(piece.text).anchor
                    if anchor and piece.depth <= 2:
                        self.taken[anchor] = 1
        add = self.done.append
        for above, pieces in self.stretches:
            self.above = above
            for piece in pieces:
                kind = piece.kind
                if kind == "item":
                    add(self.item(piece))
                elif kind == "heading":
                    add(self.heading(piece))
                elif kind == "paragraph":
                    add(self.plain(piece))
                else:
                    add(self.other(piece))
        return self.done

    def heading(self, piece: Piece) -> Block:
        title, anchor, lang = heading_parts(piece.text)
        if piece.depth == 1:
            name = schedule_name(title)
            self.clause, self.lang = "", lang
            if name is None:
                self.schedule = ""
                self.numbering.title()
                return Block("title", self.above + piece.line, inlines(title), 1 if self.begun else 0, anchor=anchor, lang=lang)
            self.begun = True
            self.schedule = anchor or self.free(title)
            label = self.numbering.schedule(self.schedule, name.word, name.number)
            words = inlines(name.title)
            return self.block(piece, "schedule", words, number=label.number, full=label.full, anchor=self.schedule)
        if piece.depth == 2:
            self.begun = True
            self.clause, self.lang = anchor or self.free(title), lang
            label = self.numbering.clause(self.clause)
            anchor = self.clause
        else:
            label = self.numbering.subclause(piece.depth)
        kind: BlockKind = "clause" if piece.depth == 2 else "subclause"
        return self.block(piece, kind, inlines(title), level=label.level, number=label.number, full=label.full, anchor=anchor)

    def free(self, title: str) -> str:
        """The anchor of a heading that writes none."""
        return free_anchor(slug(title), self.taken)

    def item(self, piece: Piece) -> Block:
        label = self.numbering.item(piece.ordered)
        words, anchor = _said(piece.text)
        return Block(
            "item",
            self.above + piece.line,
            words,
            label.level,
            piece.depth,
            label.number,
            label.full,
            anchor,
            self.lang,
            self.clause,
            self.schedule,
        )

    def plain(self, piece: Piece) -> Block:
        return Block(
            "paragraph",
            self.above + piece.line,
            inlines(piece.text),
            0,
            piece.depth,
            "",
            "",
            "",
            self.lang,
            self.clause,
            self.schedule,
        )

    def other(self, piece: Piece) -> Block:
        kind, text = piece.kind, piece.text
        if kind == "bullet":
            text, anchor = own_anchor(text)
            return self.block(piece, "bullet", inlines(text), level=piece.depth, anchor=anchor)
        if kind == "table":
            return self.table(piece)
        if kind == "quote":
            return self.block(piece, "note" if text.startswith(_NOTE) else "quote", inlines(text))
        if kind == "page-break":
            return self.block(piece, "page-break", ())
        if kind == "data":
            found = placeholder(text)
            return self.block(piece, "data", (found,)) if found else self.plain(piece)
        if kind == "code":
            return self.block(piece, "paragraph", _literal(text))
        return self.plain(piece)

    def table(self, piece: Piece) -> Block:
        head, rule, *rest = [cells(row) for row in piece.text.split("\n")]
        width = max(len(head), *(len(row) for row in rest)) if rest else len(head)
        rows = [head, *rest] if any(head) else rest
        return Block(
            "table",
            self.above + piece.line,
            indent=piece.depth,
            lang=self.lang,
            clause=self.clause,
            schedule=self.schedule,
            rows=tuple(tuple(inlines(cell) for cell in (*row, *[""] * (width - len(row)))) for row in rows),
            header_rows=1 if any(head) else 0,
            aligns=tuple(_align(cell) for cell in rule),
        )

    def block(
        self,
        piece: Piece,
        kind: BlockKind,
        words: tuple[Inline, ...],
        *,
        level: int = 0,
        number: str = "",
        full: str = "",
        anchor: str = "",
    ) -> Block:
        indent = piece.depth if piece.kind != "heading" else 0
        return Block(
            kind, self.above + piece.line, words, level, indent, number, full, anchor, self.lang, self.clause, self.schedule
        )


@lru_cache(maxsize=2048)
def _said(text: str) -> tuple[tuple[Inline, ...], str]:
    """What an item says and its anchor; kept, since contracts share most of their items."""
    words, anchor = own_anchor(text)
    return inlines(words), anchor


def own_anchor(text: str) -> tuple[str, str]:
    """An item's text without its anchor, and the anchor: right after the marker, or after the words."""
    if "{#" not in text:
        return text, ""
    match = ITEM_ANCHOR.search(text)
    if match is None:
        return text, ""
    before, after = text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" ")
    joined = f"{before} {after}" if before and after and not after.startswith("\n") else before + after
    return joined.strip(), match[1]


def _align(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""


def _literal(text: str) -> tuple[Inline, ...]:
    """Lines as typed, with line breaks."""
    found: list[Inline] = []
    for line in text.split("\n"):
        if found:
            found.append(LineBreak())
        if line:
            found.append(Text(line))
    return tuple(found)
