"""The parts of a Word file that print, with the names readers give them, and where an element of them stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clmctl.errors import Unreadable
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P = f"{_W}p"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KINDS = ("header", "footer", "footnotes", "endnotes", "comments")


def stories(parts: WordParts) -> dict[str, str]:
    """What each part that prints is called, by its name: `body`, `header1`, `footnotes`, `comments`."""
    named = {parts.document: "body"}
    for kind in _KINDS:
        for at, name in enumerate(parts.of_kind(kind), 1):
            named.setdefault(name, f"{kind}{at}" if kind in ("header", "footer") else kind)
    return named


def roots(parts: WordParts, named: dict[str, str]) -> Iterator[tuple[str, "_Element"]]:
    """(what it is called, its root) of each of these parts that is XML at all."""
    for name, label in named.items():
        try:
            yield label, parts.root(name)
        except Unreadable:  # reaching tells of it
            continue


def placed(root: "_Element") -> Iterator[tuple["_Element", int]]:
    """Every element with the 1-based paragraph of the story it stands in; those of a fallback count to the paragraph before."""
    paragraph = 0
    passed = frozenset(root.iterfind(f".//{_MC}Fallback//{_W}p"))
    for item in root.iter("*"):
        if item.tag == _P and item not in passed:
            paragraph += 1
        yield item, paragraph


def words_of(item: "_Element") -> str:
    """The words inside an element, paragraphs apart by spaces."""
    return " ".join("".join(piece.text or "" for piece in item.iter(f"{_W}t", f"{_W}delText")).split())
