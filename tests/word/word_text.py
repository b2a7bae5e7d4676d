"""The plain text of a Word file as a reader sees it, without its automatic numbers: read apart from how clmctl reads."""

import re
from typing import TYPE_CHECKING

from clmctl.word.package import parse_xml, unpack
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_STORY = re.compile(r"word/(header|document|footer|footnotes|endnotes)\d*\.xml")
_ORDER = ("header", "document", "footer", "footnotes", "endnotes")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def extract(docx: bytes, *, frames: bool = False) -> str:
    """The words of the file, a line per paragraph; with `frames` also of headers and footers. Deleted text is left out.

    Reads behind the limits of word.package; Unreadable where the file is no sound package.
    """
    parts = unpack(docx)
    stories = []
    for name in parts:
        match = _STORY.fullmatch(name)
        if match and (frames or match[1] not in ("header", "footer")):
            stories.append((_ORDER.index(match[1]), name))
    return "\n".join(line for _, name in sorted(stories) for line in _lines(parse_xml(parts[name], name)))


def _lines(root: "_Element") -> list[str]:
    """One line per paragraph, in the order they stand."""
    out = []
    for paragraph in root.iter(f"{_W}p"):
        words = []
        for item in paragraph.iter():
            tag = item.tag
            if not isinstance(tag, str) or not tag.startswith(_W) or _within(item, paragraph):
                continue
            name = tag[len(_W) :]
            if name == "t":
                words.append(item.text or "")
            elif name in _SIGNS and _is_in_run(item):
                words.append(_SIGNS[name])
        out.append("".join(words))
    return out


def _within(item: "_Element", paragraph: "_Element") -> bool:
    """Whether the item belongs to a paragraph inside this one (a text box), which has a line of its own."""
    parent = item.getparent()
    while parent is not None and parent is not paragraph:
        if parent.tag == f"{_W}p":
            return True
        parent = parent.getparent()
    return False


def _is_in_run(item: "_Element") -> bool:
    """Whether a tab or break is one that prints, not a tab stop of a paragraph's form."""
    parent = item.getparent()
    return parent is not None and parent.tag == f"{_W}r"
