"""Words that the reading of a story passed over: they are no part of the text, or other programs show them instead."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from clmctl.word.reading.holders import ALTERNATES, chosen, words_below
from clmctl.word.reading.symbols import SYMBOL, symbol
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_V = "urn:schemas-microsoft-com:vml"
#: What holds words.
WORDS = (f"{{{W}}}t", f"{{{W}}}delText", f"{{{_M}}}t", f"{{{_A}}}t")
#: Words along a path, and what Word calls the shapes of those that stand behind every page of a draft.
_ALONG, _WATERMARK = f"{{{_V}}}textpath", "PowerPlusWaterMarkObject"
#: So many characters of what was passed over are told.
_MOST = 2_000


def passed_over(root: "_Element", read: "Sequence[_Element]", asked: "Sequence[_Element]" = ()) -> Iterator[str]:
    """What is to be said of the words of a story that are not among those `read` or told, a line for each kind.

    Nothing without any. Told apart are those above others (ruby) of a script that is helped to be read so, and those `asked`:
    what a field shows within the instruction of another.
    """
    if _count()(root) == len(read):
        return
    known = {*read, *asked}
    left = [item for item in root.iter(*WORDS) if (item.text or "").strip() and item not in known]
    instead = {item: branches for item in left if (branches := _branches(item)) is not None}
    apart = {item: above for item in left if item not in instead and (above := _above(item)) is not None}
    said = [item for item in left if item not in instead and item not in apart]
    if said:
        yield f'words that are no part of the text were not read: "{_joined(said)}"'
    if uses := _joined(asked).strip():
        yield f'what fields within the instruction of another one show was not read: "{uses}"'
    if helps := [item for item, above in apart.items() if not words_below(above).isascii()]:
        yield f'signs that help to read others were not read: "{_joined(helps)}"'
    if drawn := [item.get("string") or "" for item in root.iter(_ALONG) if not _is_watermark(item)]:
        yield f'words drawn as a picture were not read: "{" ".join(filter(None, drawn))[:_MOST]}"'
    differs = {branches: _said(branches[0]) != _said(branches[1]) for branches in dict.fromkeys(instead.values())}
    other = [item for item, branches in instead.items() if differs[branches]]
    if other:
        yield f'words that other programs show instead were not read: "{_joined(other)}"'


def _above(item: "_Element") -> "_Element | None":
    """What words stand in that are set above others, small; None where they are not."""
    return next(item.iterancestors(f"{{{W}}}rt"), None)


def _is_watermark(path: "_Element") -> bool:
    """Whether words along a path are none, or stand behind the page as the mark of a draft does."""
    shape = path.getparent()
    return not (path.get("string") or "").strip() or (shape is not None and (shape.get("id") or "").startswith(_WATERMARK))


@cache
def _count() -> "XPath":
    from lxml import etree

    kinds = "count(.//w:t) + count(.//w:delText) + count(.//m:t) + count(.//a:t) + count(.//v:textpath[@string])"
    return etree.XPath(kinds, namespaces={"w": W, "m": _M, "a": _A, "v": _V})


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
