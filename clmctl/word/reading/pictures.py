"""What tells one picture or drawing of a Word file from another."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import R

if TYPE_CHECKING:
    from lxml.etree import _Element

_R = f"{{{R}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_RELATED = (f"{_R}embed", f"{_R}link", f"{_R}id", f"{_R}pict")
_PICTURES = ("blip", "imagedata", "svgBlip", "chart", "relIds", "OLEObject")


def media(parts: WordParts, name: str) -> dict[str, str]:
    """What tells the pictures that a part leads to apart, by the id of the relation."""
    found = {}
    for relation in parts.relations(name):
        if relation.kind in ("image", "chart", "diagramData", "oleObject", "package"):
            data = relation.target.encode() if relation.external else parts.data.get(relation.target, b"")
            found[relation.id] = hashlib.sha256(data).hexdigest()[:12]
    return found


def drawn(item: "_Element", known: Mapping[str, str]) -> str:
    """What tells a drawing from others: of a picture what it shows; empty for letters drawn as a shape, which say something."""
    if next(item.iter(f"{_VML}textpath"), None) is not None:
        return ""
    pictures = [each for each in item.iter("{*}*") if str(each.tag).rpartition("}")[2] in _PICTURES]
    digests = [known[name] for each in pictures for key in _RELATED if (name := str(each.get(key) or "")) in known]
    return f"picture {' '.join(dict.fromkeys(digests))}" if digests else "shape"
