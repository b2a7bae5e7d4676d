"""Units of a body between strings and elements, where the comparison of any two files takes over."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.word.package import parse_xml
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPENING = f'<w:body xmlns:w="{W}" xmlns:r="{R}">'


def elements(units: Sequence[str]) -> list["_Element"]:
    """The paragraphs and tables these strings are."""
    return list(parse_xml(f"{_OPENING}{''.join(units)}</w:body>".encode(), "the text"))


def strings(made: Sequence["_Element"]) -> list[str]:
    """Elements as strings that stand in a body, name spaces being declared around them."""
    from lxml import etree

    body = parse_xml(f"{_OPENING}</w:body>".encode(), "the text")
    body.extend(made)
    whole = etree.tostring(body, encoding="unicode")
    return [whole[whole.index(">") + 1 : whole.rindex("<")]] if made else []
