"""A story in which every block is a paragraph, a table or a control, and every mark stands in one: as blocks are compared."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clmctl.word.reading.halves import halves
from clmctl.word.reading.holders import ALTERNATES, CLEAR, SDT, chosen
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P = f"{_W}p"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULAS = (f"{_M}oMathPara", f"{_M}oMath")
#: What holds blocks, and what a table and its rows hold.
_HOLDERS = frozenset(
    f"{_W}{name}"
    for name in ("body", "hdr", "ftr", "tc", "footnote", "endnote", "txbxContent", "sdtContent", "customXml", "tbl", "tr")
)
_INSIDE = tuple(f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
_MARKS = tuple(
    f"{_W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)
#: What ends with a paragraph whatever it holds.
_CLOSED = tuple(f"{_W}{name}" for name in ("tc", "txbxContent", "footnote", "endnote"))
#: The bookmark by which Word opens a file where it was left.
_LEFT_AT = "_GoBack"
_WRAPPERS = (ALTERNATES, SDT, *sorted(CLEAR - {f"{_W}sdtContent", f"{_W}customXml"}))


def straighten(root: "_Element") -> tuple[str, ...]:
    """Takes wrappers off blocks that no program needs, and puts formulas and marks between blocks into paragraphs.

    A cell, box or note that is empty or ends with a table gets the paragraph without which Word does not open the file.
    Of alternatives what Word shows stays; the bookmark where Word was left goes, and so do
    half fields, of which those that begin are told of by what they say. Changes the tree it is given.
    """
    broken = halves(root)
    for item in [item for half in broken for item in half.pieces]:
        _put(item, ())
    for item in list(root.iter(*_WRAPPERS)):
        if _stands_among_blocks(item) and (item.tag != SDT or item.find(f"{_W}sdtContent") is None):
            held = chosen(item) if item.tag == ALTERNATES else item
            if any(child.tag in _INSIDE for child in held):
                _put(item, list(held))
    for item in list(root.iter(*_FORMULAS)):
        if _stands_among_blocks(item):
            paragraph = item.makeelement(_P)
            _put(item, [paragraph])
            paragraph.append(item)
    among = [item for item in root.iter(*_MARKS) if _stands_among_blocks(item)]
    for holder in dict.fromkeys(item.getparent() for item in among):
        if holder is not None:
            _put_marks_in_paragraphs(holder)
    for cell in root.iter(*_CLOSED):
        if not len(cell) or cell[-1].tag in (f"{_W}tbl", f"{_W}tcPr"):
            cell.append(cell.makeelement(_P, None, {"w": W}))
    _without_left_at(root)
    return tuple(half.says for half in broken if half.begins)


def _without_left_at(root: "_Element") -> None:
    """Takes both ends of the bookmark where a file was left off a story, in whichever paragraphs they stand."""
    open_: set[str] = set()
    for item in list(root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        number, parent = item.get(f"{_W}id") or "", item.getparent()
        if item.tag == f"{_W}bookmarkEnd" and number in open_:
            open_.remove(number)
        elif item.get(f"{_W}name") == _LEFT_AT:
            open_.add(number)
        else:
            continue
        if parent is not None:
            parent.remove(item)


def _stands_among_blocks(item: "_Element") -> bool:
    """Whether a piece stands where blocks do; the words of a control within a paragraph are none."""
    parent = item.getparent()
    if parent is None or parent.tag not in _HOLDERS:
        return False
    return (
        parent.tag not in (f"{_W}sdtContent", f"{_W}customXml")
        or next(parent.iterancestors(_P, f"{_W}txbxContent"), None) is None
    )


def _put_marks_in_paragraphs(holder: "_Element") -> None:
    """Has marks that stand together begin the paragraph behind them, or end the one before; where there is neither they stay."""
    before: _Element | None = None
    marks: list[_Element] = []
    for child in [*holder, None]:
        if child is not None and child.tag in _MARKS:
            marks.append(child)
            continue
        if marks and child is not None and child.tag == _P:
            at = 1 if len(child) and child[0].tag == f"{_W}pPr" else 0
            child[at:at] = marks
        elif marks and before is not None and before.tag == _P:
            before.extend(marks)
        before, marks = child, []


def _put(item: "_Element", instead: "Iterable[_Element]") -> None:
    """Puts elements where one stood."""
    parent = item.getparent()
    if parent is None:
        return
    at = parent.index(item)
    for offset, child in enumerate(instead):
        parent.insert(at + offset, child)
    if item.getparent() is parent:
        parent.remove(item)
