"""Headers and footers of the style document, with the title, the id and the draft mark filled in."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from clmctl.errors import ConfigError
from clmctl.model.frozen import frozen
from clmctl.word.watermark import watermark
from clmctl.word.written import Written, written
from clmctl.word.xml import DECLARATION, W, slot

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_SLOT = re.compile(r"\{\{\s*([\w.-]*)\s*\}\}")
SLOTS = ("title", "id", "draft", "page", "of")
#: Where the mark of a draft goes: parts are read without comments, so there is one such alone.
_MARK = "<!--mark-->"


@frozen
class Frame:
    """A header or footer. `place` is default, first or even; `pieces` alternate XML and the slot that follows it.

    `relations` are (id, target) of the pictures it shows.
    """

    kind: str
    place: str
    name: str
    pieces: tuple[str, ...]
    relations: tuple[tuple[str, str], ...] = ()

    @property
    def rel_id(self) -> str:
        """The id by which the document refers to it."""
        return "rId" + self.name

    def fill(self, values: Mapping[str, str]) -> Written:
        """The part with every slot filled; behind the page of a draft stands its mark, as Word's own watermark."""
        return _filled(self, tuple(values[name] for name in SLOTS))


@lru_cache(maxsize=32)
def _filled(frame: Frame, values: tuple[str, ...]) -> Written:
    known = dict(zip(SLOTS, values, strict=True))
    whole = "".join(slot(known[piece]).replace("\n", " ") if index % 2 else piece for index, piece in enumerate(frame.pieces))
    mark = watermark(known["draft"], int(frame.name.removeprefix(frame.kind))) if known["draft"] else ""
    return written([whole.replace(_MARK, mark)])


def frame_part(kind: str, place: str, number: int, root: "_Element", path: str) -> Frame:
    """The header or footer with its slots found, also where Word has split one over several runs."""
    from lxml import etree

    for paragraph in root.iter(f"{_W}p"):
        _join_slots(paragraph)
    for text in root.iter(f"{_W}t"):
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if kind == "header":
        _mark_place(root)
    pieces = _SLOT.split(DECLARATION + etree.tostring(root, encoding="unicode"))
    for name in pieces[1::2]:
        if name not in SLOTS:
            raise ConfigError(
                f"the style document's {kind} asks for {{{{ {name} }}}}", hint=f"It may hold {', '.join(SLOTS)}.", path=path
            )
    return Frame(kind, place, f"{kind}{number}", tuple(pieces))


def _mark_place(root: "_Element") -> None:
    """Put the place of the mark at the end of a header's last paragraph, which is none of a box or a table in it."""
    from lxml import etree

    paragraphs = root.findall(f"{_W}p") or [etree.SubElement(root, f"{_W}p")]
    paragraphs[-1].append(etree.Comment(_MARK[4:-3]))


def _join_slots(paragraph: "_Element") -> None:
    """Put each slot whole into the run where it begins; Word splits words over runs as it likes."""
    texts = list(paragraph.iter(f"{_W}t"))
    whole = "".join(text.text or "" for text in texts)
    for match in reversed(list(_SLOT.finditer(whole))):
        at = 0
        begun = False
        for text in texts:
            words = text.text or ""
            start, end = at, at + len(words)
            at = end
            if end <= match.start() or start >= match.end():
                continue
            if not begun:
                begun = True
                tail = words[match.end() - start :] if match.end() <= end else ""
                text.text = words[: match.start() - start] + match[0] + tail
            else:
                text.text = words[match.end() - start :] if match.end() <= end else ""
