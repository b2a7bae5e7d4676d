"""Whether a reader can see a drawing."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_YES = ("1", "true", "on")
#: Two points, in the measure of drawings: what is no larger is a dot.
_DOT = 25_400
#: So much of a picture cut off on two opposite sides, or so little of its ink left, leaves nothing to be seen (in 1/1000 %).
_CUT, _FAINT = 90_000, 10_000
_NUMBER = re.compile(r"-?\d+")
_HIDDEN_STYLE = re.compile(
    r"visibility:\s*hidden|(?<![\w-])(?:width|height):\s*(?:[01](?:\.\d+)?|\.\d+|2(?:\.0+)?)(?:pt|px)?\s*(?:;|$)"
)


def is_unseen(item: "_Element") -> bool:
    """Whether a drawing is hidden, no larger than a dot, cut away or faded to nothing."""
    return any(_is_hidden(each) for each in item.iter() if isinstance(each.tag, str))


def _is_hidden(item: "_Element") -> bool:
    tag = item.tag
    if tag in (f"{_DRAWING}docPr", f"{_PICTURE}cNvPr"):
        return item.get("hidden") in _YES
    if tag == f"{_DRAWING}extent":
        return any(_number(item.get(side), _DOT + 1) <= _DOT for side in ("cx", "cy"))
    if tag == f"{_A}srcRect":
        return any(sum(_number(item.get(side), 0) for side in sides) >= _CUT for sides in ("lr", "tb"))
    if tag == f"{_A}alphaModFix":
        return _number(item.get("amt"), _CUT) <= _FAINT
    return str(tag).startswith("{urn:schemas-microsoft-com:vml}") and bool(_HIDDEN_STYLE.search(item.get("style") or ""))


def _number(said: str | None, otherwise: int) -> int:
    match = _NUMBER.fullmatch((said or "")[:18])
    return int(match[0]) if match else otherwise
