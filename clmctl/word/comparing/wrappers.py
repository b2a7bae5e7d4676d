"""Wrappers around words that one program writes and another leaves out, taken off so that what they hold can be compared."""

from typing import TYPE_CHECKING

from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_SDT = f"{_W}sdt"
_WRAPPERS = (_SDT, f"{_W}smartTag", f"{_W}customXml")
_CONTENTS = "Table of Contents"


def without_lost_wrappers(old: "_Element", new: "_Element") -> None:
    """Takes off what only one of two stories is wrapped in: of the old one every kind of wrapper the new one has none of.

    Of the new one only those that hold a table of contents: a control that came is for a person to keep. Changes both trees.
    """
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
