"""What a Word file's elements hold: blocks and words inside wrappers that read as if they were not there, text boxes."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from clmctl.word.reading.changes import KINDS
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SDT, ALTERNATES = f"{_W}sdt", f"{_MC}AlternateContent"
#: How deep wrappers may hold one another.
DEEPEST = 200
#: Wrappers whose content reads as if they were not there.
CLEAR = frozenset(
    f"{_W}{name}" for name in ("hyperlink", "smartTag", "sdtContent", "customXml", "dir", "bdo", "rubyBase", "subDoc", "ruby")
)
#: What holds properties, not words.
PROPERTIES = frozenset(
    f"{_W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "tblPrEx"),
        *("smartTagPr", "customXmlPr", "rt", "rubyPr"),
    )
)


def flat(holder: Iterable["_Element"], depth: int = 0) -> Iterator["_Element"]:
    """The blocks of a holder, those inside content controls and other wrappers too."""
    for child in holder:
        tag = child.tag
        if not isinstance(tag, str) or (tag in PROPERTIES and tag != f"{_W}sectPr"):
            continue
        if depth < DEEPEST and (tag in CLEAR or tag == SDT or tag in KINDS):
            yield from flat(child, depth + 1)
        elif tag == ALTERNATES and depth < DEEPEST:
            yield from flat(chosen(child), depth + 1)
        else:
            yield child


def children(holder: "_Element", wanted: str) -> Iterator["_Element"]:
    """The blocks of a holder of one kind."""
    return (child for child in flat(holder) if child.tag == wanted)


def chosen(item: "_Element") -> "_Element":
    """What a reader shows of alternatives: the first choice, else the fallback."""
    for name in ("Choice", "Fallback"):
        found = item.find(f"{_MC}{name}")
        if found is not None:
            return found
    return item


def boxes(item: "_Element") -> Iterator["_Element"]:
    """The text boxes of a drawing, those of the fallback left out where there is a choice."""
    if item.tag == f"{_W}txbxContent":
        yield item
        return
    for child in [chosen(item)] if item.tag == ALTERNATES else item:
        yield from boxes(child)
