"""Wrappers around words that one program writes and another leaves out, taken off so that what they hold can be compared."""

from typing import TYPE_CHECKING

from clmctl.text.comparing.counted import kind_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P, _SDT = f"{_W}p", f"{_W}sdt"
_WRAPPERS = (_SDT, f"{_W}smartTag", f"{_W}customXml")
_CONTENTS = "Table of Contents"
_OF_CONTENTS = ("TOC", "PAGEREF")
#: The bookmark by which Word opens a file where it was left.
_LEFT_AT = "_GoBack"
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


def without_lost_wrappers(old: "_Element", new: "_Element") -> None:
    """Takes off what only one of two stories is wrapped in: of the old one every kind of wrapper the new one has none of.

    Of the new one only those that hold a table of contents: a control that came is for a person to keep. The bookmark where
    Word was left goes from both. Changes both trees.
    """
    _without_left_at(old)
    _without_left_at(new)
    for tag in _WRAPPERS:
        if next(new.iter(tag), None) is None:
            for item in list(old.iter(tag)):
                _unwrap(item)
    if not any(_holds_contents(item) for item in old.iter(_SDT)):
        for item in [item for item in new.iter(_SDT) if _holds_contents(item)]:
            _unwrap(item)
    elif not any(_holds_contents(item) for item in new.iter(_SDT)):
        for item in [item for item in old.iter(_SDT) if _holds_contents(item)]:
            _unwrap(item)


def stands_in_gallery(paragraph: "_Element") -> bool:
    """Whether a paragraph stands in the control that programs put around a table of contents."""
    return any(_holds_contents(item) for item in paragraph.iterancestors(_SDT))


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


def _holds_contents(item: "_Element") -> bool:
    """Whether a content control is what programs put around a table of contents."""
    gallery = item.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(f"{_W}val") == _CONTENTS


def _unwrap(item: "_Element") -> None:
    """What a wrapper holds, in its place; its properties go with it."""
    parent = item.getparent()
    if parent is None:
        return
    content = item.find(f"{_W}sdtContent") if item.tag == _SDT else item
    at = parent.index(item)
    for offset, child in enumerate([] if content is None else [c for c in content if not str(c.tag).endswith("Pr")]):
        parent.insert(at + offset, child)
    parent.remove(item)
