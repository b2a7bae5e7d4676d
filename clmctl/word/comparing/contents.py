"""Tables of contents: the paragraphs that stand in one, whichever way a program says so."""

from typing import TYPE_CHECKING

from clmctl.text.comparing.counted import kind_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P, _SDT = f"{_W}p", f"{_W}sdt"
_CONTENTS = "Table of Contents"
_OF_CONTENTS = ("TOC", "PAGEREF")
#: So many fields may stand around a table of contents.
_DEEPEST = 4


def in_contents(root: "_Element") -> frozenset["_Element"]:
    """The paragraphs of a story that stand in a table of contents: within its field, or in the control programs put about it.

    And those that say by a field on which page something stands.
    """
    found = {line for item in root.iter(_SDT) if _holds_contents(item) for line in item.iter(_P)}
    open_: list[tuple[list[str], list[_Element]]] = []  # of each field that is open its instruction, and the paragraphs in it
    for item in root.iter(_P, f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        kind = item.get(f"{_W}fldCharType")
        if item.tag == _P:
            for _, lines in open_[:_DEEPEST]:
                lines.append(item)
        elif item.tag == f"{_W}fldSimple":
            if kind_of(item.get(f"{_W}instr") or "") in _OF_CONTENTS:
                found |= set(item.iterancestors(_P))
        elif item.tag == f"{_W}instrText":
            if open_:
                open_[-1][0].append(item.text or "")
        elif kind == "begin":
            open_.append(([], list(item.iterancestors(_P))))
        elif kind == "end" and open_:
            code, lines = open_.pop()
            if kind_of("".join(code)) in _OF_CONTENTS:
                found |= set(lines)
    return frozenset(found)


def stands_in_gallery(paragraph: "_Element") -> bool:
    """Whether a paragraph stands in the control that programs put around a table of contents."""
    return any(_holds_contents(item) for item in paragraph.iterancestors(_SDT))


def _holds_contents(item: "_Element") -> bool:
    """Whether a content control is what programs put around a table of contents."""
    gallery = item.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(f"{_W}val") == _CONTENTS
