"""What a body holds as strings: its paragraphs and tables one by one, and what tells them apart."""

import re
from collections.abc import Iterable, Iterator

_UNIT = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.DOTALL)
_TEXT = re.compile(r'<w:t xml:space="preserve">([^<]*)</w:t>')
#: The result of a field: between its middle and the run that ends it.
_RESULT = re.compile(
    r'(<w:fldChar w:fldCharType="separate"/></w:r>).*?'
    r'(<w:r>(?:<w:rPr>(?:<w:\w+[^>]*/>)*</w:rPr>)?<w:fldChar w:fldCharType="end")',
    re.DOTALL,
)


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


def without_results(unit: str) -> str:
    """The unit with its fields' results left out: a reference to a clause that is counted anew is the same reference."""
    return _RESULT.sub(r"\1\2", unit) if "<w:fldChar" in unit else unit
