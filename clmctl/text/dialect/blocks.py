"""The text as blocks: numbered, with their words read, as everything that prints or compares a contract needs it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from clmctl.model.block import Block, BlockKind, Inline, LineBreak, Shared, Text
from clmctl.text.dialect.headings import ITEM_ANCHOR, Heading, free_anchor, heading_parts, schedule_name, slug
from clmctl.text.dialect.inlines import inlines, placeholder
from clmctl.text.dialect.numbering import Numbering
from clmctl.text.dialect.pieces import Piece, cells, pieces_of, tidy
from clmctl.text.dialect.stretches import clauses, stretches

#: The hashes of a clause's heading; a schedule's and a title's have one less.
_DEEPEST = 2
_NOTE = ("**Note", "**Hinweis", "**Remarque", "[!NOTE]")


def blocks(text: str) -> tuple[Block, ...]:
    """Every block of a contract's text in order. Any text has blocks: what the dialect refuses is printed as typed.

    Numbers are by place (see `Numbering`). A heading without an anchor has its slug, as in `sections`. Lines are the text's.
    """
    return tuple(chain.from_iterable([part for _, part in shared_blocks(text)]))


def shared_blocks(text: str) -> list[tuple[Shared | None, Sequence[Block]]]:
    """The same part by part, each with the clause that it is where other contracts may hold it too."""
    building = _Building(Numbering(), "")
    parts = [(part, _heads(part)) for part in clauses(tidy(text))]
    for _, head in parts:
        building.taken.update(dict.fromkeys(head.anchors, 1))
    found: list[tuple[Shared | None, Sequence[Block]]] = []
    above = 0
    for part, head in parts:
        if head.clause is None:
            found.append((None, building.read(part, above)))
        else:
            known = part, building.known(head.clause), building.schedule
            found.append((_clause(*known), _placed(*known, above)))
        above += head.lines
    return found


class _Heads(NamedTuple):
    """What is known of a part at once: the anchors that its headings write, and after how many `lines` the next begins.

    `clause` is its heading where it is a clause with an anchor and nothing else: it reads by itself but for its number.
    """

    anchors: tuple[str, ...]
    clause: Heading | None
    lines: int


@lru_cache(maxsize=256)
def _heads(part: str) -> _Heads:
    """The headings of a part. Kept, as the blocks of a clause are: contracts share most of theirs."""
    first, *others = [pieces_of(stretch) for stretch in stretches(part)]
    found = [piece for pieces in (first, *others) for piece in pieces if piece.kind == "heading" and piece.depth <= _DEEPEST]
    heads = [heading_parts(piece.text) for piece in found]
    alone = len(found) == 1 and first[:1] == (found[0],) and found[0].depth == _DEEPEST and heads[0].anchor
    return _Heads(tuple(head.anchor for head in heads if head.anchor), heads[0] if alone else None, part.count("\n") + 2)


@lru_cache(maxsize=256)
def _clause(part: str, number: int, schedule: str) -> Shared:
    """The blocks of a part that is a clause of that number."""
    return Shared(tuple(_Building(Numbering(number - 1), schedule).read(part, 0)), hash((part, number, schedule)))


@lru_cache(maxsize=256)
def _placed(part: str, number: int, schedule: str, above: int) -> tuple[Block, ...]:
    """The same where so many lines stand before it: the very same blocks each time, so that they are told at a glance."""
    known = _clause(part, number, schedule)
    return tuple([Block._make((block.kind, block.line + above, *block[2:])) for block in known.blocks])


class _Building:
    """The state of one building: where we stand."""

    __slots__ = ("above", "begun", "clause", "lang", "numbering", "schedule", "taken")

    def __init__(self, numbering: Numbering, schedule: str) -> None:
        self.above = 0  # how many lines stand before the stretch being read
        self.numbering = numbering
        self.clause = self.lang = ""
        self.schedule = schedule
        self.begun = False  # a clause or schedule has stood
        self.taken: dict[str, int] = {}

    def known(self, head: Heading) -> int:
        """The number of a clause whose blocks may be known, and whose heading this is."""
        self.begun, self.clause, self.lang = True, head.anchor, head.lang
        return int(self.numbering.clause(head.anchor).number)

    def read(self, part: str, above: int) -> list[Block]:
        """The blocks of a part before which so many lines stand, one by one."""
        done: list[Block] = []
        add = done.append
        self.above = above
        for stretch in stretches(part):
            for piece in pieces_of(stretch):
                kind = piece.kind
                if kind == "item":
                    add(self.item(piece))
                elif kind == "heading":
                    add(self.heading(piece))
                elif kind == "paragraph":
                    add(self.plain(piece))
                else:
                    add(self.other(piece))
            self.above += stretch.count("\n") + 2
        return done

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
        words, anchor = own_anchor(piece.text)
        return Block(
            "item",
            self.above + piece.line,
            inlines(words),
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
