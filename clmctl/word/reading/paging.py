"""Where a Word file breaks its pages by hand: signs within a paragraph, its own formatting, sections that begin on a new page."""

from typing import TYPE_CHECKING

from clmctl.model.word.file import WordRun
from clmctl.word.reading.changes import KINDS
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_BEFORE, _CHANGED, _WAS, _TYPE = (f"{_W}{name}" for name in ("pageBreakBefore", "pPrChange", "pPr", "type"))
_OFF = ("0", "false", "off")
_SAID = (f"{_W}t", f"{_W}delText", f"{_W}br", f"{_W}tab", f"{_W}drawing")
_SAME_PAGE = ("continuous", "nextColumn")


def ends_page(sign: "_Element") -> bool:
    """Whether a break is one of pages, not of lines or columns."""
    return sign.get(_TYPE) == "page"


def page_before(props: "_Element") -> WordRun | None:
    """The page break that a paragraph's own properties set before it, with who put it in or took it out; None without one.

    What the style sets is part of its look.
    """
    now = _is_set(props)
    changed = props.find(_CHANGED)
    was = now if changed is None else _is_set(changed.find(_WAS))
    if not (now or was):
        return None
    if changed is None or now is was:
        return WordRun("")
    return WordRun("", "inserted" if now else "deleted", changed.get(f"{_W}author") or "", changed.get(f"{_W}date") or "")


def _is_set(props: "_Element | None") -> bool:
    item = None if props is None else props.find(_BEFORE)
    return item is not None and item.get(_VAL) not in _OFF


def is_beside_change(paragraph: "_Element", mark: WordRun) -> bool:
    """Whether a paragraph's page break came or went with its mark, though it stands outside the change.

    LibreOffice writes it so: beside it an empty change by who made the mark.
    """
    return any(
        child.tag in KINDS
        and (child.get(f"{_W}author") or "", child.get(f"{_W}date") or "") == (mark.author, mark.date)
        and not any(True for _ in child.iter(*_SAID))
        for child in paragraph
    )


def on_new_page(section: "_Element") -> bool:
    """Whether a section, by its properties, begins on a new page."""
    kind = section.find(_TYPE)
    return kind is None or kind.get(_VAL) not in _SAME_PAGE
