"""What a body holds as strings: its paragraphs and tables one by one, and what tells them apart."""

import re
from collections.abc import Iterable, Iterator

_UNIT = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.DOTALL)
_TEXT = re.compile(r'<w:t xml:space="preserve">([^<]*)</w:t>')
_PLACE = re.compile(r"<w:bookmark(?:Start|End) [^>]*/>")
_BEGIN = '<w:fldChar w:fldCharType="begin"/>'
_MIDDLE, _END = '<w:fldChar w:fldCharType="separate"/></w:r>', '<w:fldChar w:fldCharType="end"/>'


def units(pieces: Iterable[str]) -> Iterator[str]:
    """Each paragraph and each table of a body by itself."""
    for piece in pieces:
        if piece.find("</w:p>") == len(piece) - 6:  # the usual piece: one paragraph
            yield piece
        else:
            yield from _UNIT.findall(piece)


def is_paragraph(unit: str) -> bool:
    """Whether it is a paragraph, not a table."""
    return unit.startswith("<w:p>")


def said(unit: str) -> str:
    """The words of a unit."""
    return "".join(_TEXT.findall(unit))


def places_in(unit: str) -> str:
    """A unit with its bookmarks alone; whole where a field begins or ends in it that ends or begins in another."""
    if unit.count(_BEGIN) != unit.count(_END):
        return unit
    found = _PLACE.findall(unit) if "<w:bookmark" in unit else ()
    return f"<w:p>{''.join(found)}</w:p>" if found else ""


def without_results(unit: str) -> str:
    """The unit with its fields' results left out: a reference to a clause that is counted anew is the same reference."""
    first, *others = unit.split(_MIDDLE)
    if not others:
        return unit
    out = [first]
    for other in others:  # a result ends where the run begins that ends the field
        end = other.find(_END)
        out.append(other if end < 0 else other[other.rindex("<w:r>", 0, end) :])
    return _MIDDLE.join(out)
