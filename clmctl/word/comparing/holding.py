"""What the holders of a Word file hold: the blocks of a body or cell, the rows of a table, the cells of a row."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_SDT = f"{_W}sdt"
_BLOCKS = (f"{_W}p", f"{_W}tbl", f"{_W}altChunk")
_WRAPPERS = (_SDT, f"{_W}sdtContent", f"{_W}customXml", f"{_W}smartTag")


def blocks_of(holder: "_Element") -> Iterator["_Element"]:
    """The blocks of a body or cell, those in controls and the like among them; marks between them are left out."""
    for child in holder:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks_of(child)


def rows_of(table: "_Element") -> Iterator["_Element"]:
    """The rows of a table, those of tables within it apart."""
    return _those(table, f"{_W}tr")


def cells_of(row: "_Element") -> Iterator["_Element"]:
    """The cells of a row, those of tables within it apart."""
    return _those(row, f"{_W}tc")


def _those(holder: "_Element", tag: str) -> Iterator["_Element"]:
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in (_SDT, f"{_W}sdtContent", f"{_W}customXml"):
            yield from _those(child, tag)
