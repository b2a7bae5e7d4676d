"""A text cut into its clauses, line by line, as two of them are compared: from a contract, or from a Word file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from clmctl.model.block import Block, Placeholder
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.word.file import View, WordFile
from clmctl.text.comparing.counted import counted
from clmctl.text.comparing.paging import PAGE_BREAK, Broken, broken
from clmctl.text.comparing.views import ViewedParagraph, view
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.placeholders import placeholders_of
from clmctl.text.printing.data import fill
from clmctl.text.printing.printed import printed_words, words_of
from clmctl.text.printing.references import targets

PREAMBLE = "before the first clause"


@frozen
class Line:
    """A paragraph or a row of a table: the label it is counted by, and its words."""

    number: str
    words: str


@frozen
class Passage:
    """A clause, or what stands between clauses. `key` is what it is known by in any state (empty: nothing).

    `fields` are the paths of the fields it prints.
    """

    key: str
    number: str
    heading: str
    lines: tuple[Line, ...]
    fields: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All its words, a line each."""
        return "\n".join(line.words for line in self.lines)


# ---- from contracts


def passages_of(contract: Contract, *, newer: Contract | None = None) -> tuple[Passage, ...]:
    """The clauses of a contract as it prints.

    With `newer`, references print the numbers their targets have there: that a clause was renumbered changes no other.
    """
    found = blocks(contract.text)
    filled = fill(contract, found)
    known = dict(targets(filled))
    if newer is not None:
        known.update(targets(fill(newer, blocks(newer.text))))
    shown: dict[int, list[str]] = {}
    for block, placeholder in placeholders_of(found):
        shown.setdefault(block.line, []).append(placeholder.path)
    passages: list[Passage] = []
    for members in _clauses(filled):
        number, heading = _headed(contract, members[0], known)
        lines = tuple(line for block in members for line in _lines(contract, block, known))
        fields = dict.fromkeys(path for block in members for path in shown.get(block.line, ()))
        passages.append(Passage(_key(members[0], heading), number, short(heading), lines, tuple(fields)))
    return tuple(passages)


def _clauses(found: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks cut before each clause, schedule and further title."""
    waiting: list[Block] = []
    for block in found:
        if waiting and block.kind in ("clause", "schedule", "title"):
            yield waiting
            waiting = []
        waiting.append(block)
    if waiting:
        yield waiting


def _key(first: Block, heading: str) -> str:
    """What a passage is known by: its anchor, and its language where the text has several."""
    if first.kind == "clause":
        return f"#{first.anchor}@{first.lang}"
    if first.kind == "schedule":
        return f"schedule {first.anchor}@{first.lang}"
    return f"{heading}@{first.lang}"


def _headed(contract: Contract, first: Block, known: Mapping[str, tuple[Block, ...]]) -> tuple[str, str]:
    """The number and heading a passage is called by."""
    if first.kind in ("clause", "schedule") or (first.kind == "title" and first.level):
        return first.number, words_of(contract, first, known)
    return "", PREAMBLE


def _lines(contract: Contract, block: Block, known: Mapping[str, tuple[Block, ...]]) -> Iterator[Line]:
    if block.kind == "page-break":
        yield Line("", PAGE_BREAK)
        return
    if block.kind == "table":
        for row in block.rows:
            yield Line("", " | ".join(printed_words(contract, cell, block, known) for cell in row))
        return
    if block.kind == "data":
        paths = ", ".join(item.path for item in block.inlines if isinstance(item, Placeholder))
        yield Line("", f"[{paths}]")
        return
    yield Line(block.full or block.number, words_of(contract, block, known))


# ---- from Word files

_HEADING = re.compile(r"(?:heading|title|schedule heading|part heading|überschrift|titre|título|titolo)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents)\b", re.IGNORECASE)
_TYPED = re.compile(
    r"(?:(?:Section|Article|Clause|Schedule|Annex|Appendix|Exhibit|Part|Anlage|Artikel|§)\s*)?"
    r"(?P<number>\d{1,3}|[IVXLC]{1,6}(?=[.)])|[A-Z](?=[.)]\s))[.):]?\s+(?P<words>\S.*)",
    re.DOTALL,
)
_PARTS = {"header": "headers", "footer": "footers", "footnotes": "footnotes", "endnotes": "endnotes"}
_LONGEST_HEADING = 80


def passages_of_file(file: WordFile, which: View = "final") -> tuple[Passage, ...]:
    """The clauses of a Word file in a view: each begins with a heading, or with a paragraph numbered on the highest level.

    A table of contents is left out: it repeats the headings. Headers, footers and notes are passages of their own. Page numbers
    and what else programs count stand as `#`, whatever they were when the file was saved.
    """
    found: list[Passage] = []
    seen = [_steady(item) for item in view(file.paragraphs, which)]
    for part, group in groupby(seen, key=lambda item: item.first.part):
        members = list(group)
        kind = re.sub(r"\d+$", "", part)
        if kind in _PARTS:
            lines = tuple(Line(item.last.number, item.text) for item in members if item.text.strip())
            if lines:
                found.append(Passage(f"part:{part}", "", _PARTS[kind], lines))
        else:
            found += _cut(members, which)
    return tuple(found)


def _steady(item: ViewedParagraph) -> ViewedParagraph:
    """The paragraph with `#` for each field that programs count."""
    is_counted = list(counted(item.runs, item.first.part))
    if not any(is_counted):
        return item
    runs = [
        replace(run, text="#" if at == 0 or item.runs[at - 1].field != run.field else "") if is_counted[at] else run
        for at, run in enumerate(item.runs)
    ]
    return ViewedParagraph(item.paragraphs, tuple(runs), "".join(run.text for run in runs))


def _cut(paragraphs: Sequence[ViewedParagraph], which: View) -> Iterator[Passage]:
    """The body cut before each paragraph that begins a clause; a page break before that belongs to what it ends."""
    styled = any(_is_heading(item) and item.last.style.casefold() != "title" for item in paragraphs)
    waiting: list[ViewedParagraph] = []
    lines: list[Line] = []
    for item in paragraphs:
        before, words, behind = broken(item, which) if not item.last.place else Broken(0, item.text, 0)
        lines += [Line("", PAGE_BREAK)] * before
        if words.strip() and not _CONTENTS.match(item.last.style):
            if waiting and _begins(item, styled=styled):
                yield from _passage(waiting, lines, styled=styled)
                waiting, lines = [], []
            waiting.append(item)
            lines.append(Line(item.last.number, words))
        lines += [Line("", PAGE_BREAK)] * behind
    yield from _passage(waiting, lines, styled=styled)


def _begins(item: ViewedParagraph, *, styled: bool) -> bool:
    if item.last.place:  # in a table or a box
        return False
    if _is_heading(item):
        return True
    numbered = item.last.numbering.endswith(":0") and bool(item.last.number) and item.last.number[:1].isalnum()
    return not styled and (numbered or _TYPED.match(item.text) is not None)


def _is_heading(item: ViewedParagraph) -> bool:
    return _HEADING.match(item.last.style) is not None


def _passage(members: Sequence[ViewedParagraph], lines: Sequence[Line], *, styled: bool) -> Iterator[Passage]:
    if not members:
        if lines:
            yield Passage("", "", PREAMBLE, tuple(lines))
        return
    first = members[0]
    number, heading = first.last.number.rstrip("."), first.text.strip()
    if not _begins(first, styled=styled):
        number, heading = "", PREAMBLE
    elif not number and (typed := _TYPED.match(first.text)) is not None:
        number, heading = typed["number"], typed["words"]
    bookmark = next((name for name in _bookmarks(first) if name.startswith("_clm_")), "")
    yield Passage(bookmark, number, short(heading), tuple(lines))


def _bookmarks(item: ViewedParagraph) -> Iterable[str]:
    return (name for paragraph in item.paragraphs for name in paragraph.bookmarks)


def short(heading: str) -> str:
    """A heading as a list names it: one line, of a whole paragraph only its beginning."""
    words = " ".join(heading.split())
    if len(words) <= _LONGEST_HEADING:
        return words
    begun = re.match(r".{3,80}?(?=[.:;]\s)", words)
    return begun[0] if begun else words[:_LONGEST_HEADING].rsplit(" ", 1)[0] + " …"
