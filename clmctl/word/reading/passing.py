"""Words that the reading of a story passed over: they are no part of the text, or other programs show them instead."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from clmctl.word.reading.holders import ALTERNATES, chosen
from clmctl.word.reading.symbols import SYMBOL, symbol
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
#: What holds words.
WORDS = (f"{{{W}}}t", f"{{{W}}}delText", f"{{{_M}}}t")
#: So many characters of what was passed over are told.
_MOST = 2_000


def passed_over(root: "_Element", read: "Sequence[_Element]") -> Iterator[str]:
    """What is to be said of the words of a story that are not among those `read` or told, in one or two lines.

    Nothing without any; those above others (ruby) are told apart.
    """
    if _count()(root) == len(read):
        return
    known = set(read)
    left = [item for item in root.iter(*WORDS) if (item.text or "").strip() and item not in known]
    instead = {item: branches for item in left if (branches := _branches(item)) is not None}
    said = [item for item in left if item not in instead and not _stands_above(item)]
    if said:
        yield f'words that are no part of the text were not read: "{_joined(said)}"'
    differs = {branches: _said(branches[0]) != _said(branches[1]) for branches in dict.fromkeys(instead.values())}
    other = [item for item, branches in instead.items() if differs[branches]]
    if other:
        yield f'words that other programs show instead were not read: "{_joined(other)}"'


def _stands_above(item: "_Element") -> bool:
    return next(item.iterancestors(f"{{{W}}}rt"), None) is not None


@cache
def _count() -> "XPath":
    from lxml import etree

    return etree.XPath("count(.//w:t) + count(.//w:delText) + count(.//m:t)", namespaces={"w": W, "m": _M})


def _branches(item: "_Element") -> "tuple[_Element, _Element] | None":
    """(the alternative that words stand in, the one that is shown), outermost; None where they stand in none, or in that."""
    found = None
    branch = item
    for up in item.iterancestors():
        if up.tag == ALTERNATES and (shown := chosen(up)) is not branch:
            found = branch, shown
        branch = up
    return found


def _said(branch: "_Element") -> str:
    return " ".join(symbol(item) if item.tag == SYMBOL else (item.text or "").strip() for item in branch.iter(*WORDS, SYMBOL))


def _joined(words: "Iterator[_Element] | Sequence[_Element]") -> str:
    return " ".join((item.text or "").strip() for item in words)[:_MOST]
