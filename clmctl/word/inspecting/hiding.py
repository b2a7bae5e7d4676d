"""Words in drawings where nobody sees them: off the page, in no room, white on white; words for older programs alone."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clmctl.model.word.trace import WordTrace
from clmctl.word.inspecting.stories import placed, roots, words_of
from clmctl.word.reading.bound import bound_to
from clmctl.word.reading.colours import NO_THEME, PAGE, colour, ground_of, is_seen
from clmctl.word.reading.holders import chosen
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
#: As wide as the widest page Word has, in twentieths of a point, and that in English Metric Units.
_PAGE = 31_680
_PAGE_EMU = _PAGE * 635
_MARGIN = re.compile(r"(?:^|;)\s*(margin-left|margin-top|left|top|width|height)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_GROUPS = (f"{_VML}group", "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp")
#: What drawings call white, beside its figures.
_WHITE = ("white", "bg1", "lt1", "#fff")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75}


def hiding(parts: WordParts, named: dict[str, str]) -> Iterator[WordTrace]:
    """Traces of what is put out of sight, story by story."""
    for label, root in roots(parts, named):
        for item, paragraph in placed(root):
            look = _LOOKS.get(str(item.tag))
            detail = look(item) if look is not None and not _is_inside(item, f"{_MC}Fallback") else ""
            if detail:
                holder = _holder(item)
                if words := words_of(holder):
                    yield WordTrace("off-page" if detail in _PLACES else "unseen", label, paragraph, words=words, detail=detail)
            elif item.tag == f"{_MC}AlternateContent":
                yield from _fallback(item, label, paragraph)
            elif item.tag == f"{_W}sdt" and (found := bound_to(parts, item)):
                yield WordTrace("bound", label, paragraph, words=found[0], detail=found[1])
            elif item.tag == f"{_W}txbxContent" and not _is_inside(item, f"{_MC}Fallback"):
                yield from _white_in_box(item, label, paragraph)


def _is_inside(item: "_Element", *names: str) -> bool:
    return next(item.iterancestors(*names), None) is not None


def _white_in_box(box: "_Element", label: str, paragraph: int) -> Iterator[WordTrace]:
    """White words in a box of no colour. What stands in a group may have another shape behind it, and is left alone."""
    shape = next(box.iterancestors(f"{_WPS}wsp", f"{_VML}shape", f"{_VML}rect"), None)
    if shape is None or _is_inside(shape, *_GROUPS) or _is_coloured(shape):
        return
    for run in box.iter(f"{_W}r"):
        said = run.find(f"{_W}rPr/{_W}color")
        letters = "" if said is None else colour(said, "val", NO_THEME)
        if letters and not is_seen(letters, PAGE) and not _ground(run) and (words := words_of(run)):
            yield WordTrace("unseen", label, paragraph, words=words, detail="white on white")


def _is_coloured(shape: "_Element") -> bool:
    """Whether something but white is behind the words of a box."""
    if shape.tag != f"{_WPS}wsp":
        return (shape.get("filled") or "t") in ("t", "true") and not _is_white(shape.get("fillcolor") or "white")
    props = shape.find(f"{_WPS}spPr")
    for fill in props if props is not None else ():
        if fill.tag == f"{_DRAWN}noFill":
            return False
        if fill.tag == f"{_DRAWN}solidFill":
            return not any(_is_white(one.get("val") or "") for one in fill)
        if fill.tag in (f"{_DRAWN}gradFill", f"{_DRAWN}pattFill", f"{_DRAWN}blipFill"):
            return True
    by_style = shape.find(f"{_WPS}style/{_DRAWN}fillRef")
    return by_style is not None and by_style.get("idx") != "0"


def _is_white(said: str) -> bool:
    """Whether a drawing's colour is white, or as near to it as makes no difference."""
    name = said.split(maxsplit=1)[0].lower() if said.strip() else ""
    figures = re.fullmatch(r"#?([0-9a-f]{6})", name)
    return name in _WHITE or (figures is not None and not is_seen(figures[1].upper(), PAGE))


def _holder(item: "_Element") -> "_Element":
    """The drawing whose words a property is about."""
    here: _Element | None = item
    while here is not None and here.tag not in _HOLDERS:
        here = here.getparent()
    return item if here is None else here


_HOLDERS = frozenset((f"{_WP}anchor", f"{_WP}inline", f"{_VML}shape", f"{_VML}rect"))
_OFF_PAGE, _NO_ROOM = "off the page", "in a box of no size"
_PLACES = (_OFF_PAGE, _NO_ROOM)


def _anchor(item: "_Element") -> str:
    """A drawing in the line or afloat: one of no size, or that begins behind the page's edge or ends before it."""
    extent = item.find(f"{_WP}extent")
    size = [_number(extent.get(name)) for name in ("cx", "cy")] if extent is not None else [1, 1]
    if min(size) <= 0:
        return _NO_ROOM
    for name, across in (("positionH", size[0]), ("positionV", size[1])):
        offset = item.find(f"{_WP}{name}/{_WP}posOffset")
        if offset is not None:
            at = _number(offset.text)
            if at > _PAGE_EMU or at + across < -914_400:  # farther than the widest margin
                return _OFF_PAGE
    return _OFF_PAGE if item.get("hidden") in ("1", "true") else ""


def _shape(item: "_Element") -> str:
    style = (item.get("style") or "").lower()
    if re.search(r"visibility\s*:\s*hidden|display\s*:\s*none", style):
        return _OFF_PAGE
    for name, value, unit in _MARGIN.findall(style) if not _is_inside(item, *_GROUPS) else ():
        points = float(value) * _POINTS[unit] if value.count(".") < 2 and value not in ("-", ".", "-.") else 0.0
        if name in ("width", "height"):
            if points == 0 and value.strip("-.0") == "" and "mso-" not in style:
                return _NO_ROOM
        elif points > _PAGE / 20 or points < -720:
            return _OFF_PAGE
    return ""


def _number(text: str | None) -> int:
    try:
        return int(float(text or "0"))
    except (ValueError, OverflowError):
        return 0


def _ground(props: "_Element") -> str:
    """The colour behind a run: its own shading, its paragraph's or its cell's; empty: the page's."""
    holder: _Element | None = props
    while holder is not None:
        for name in ("", f"{_W}pPr/", f"{_W}tcPr/"):
            if ground := ground_of(holder.find(f"{name}{_W}shd"), NO_THEME):
                return ground
        if holder.tag == f"{_W}tc":
            break
        holder = holder.getparent()
    return ""


_LOOKS = {
    f"{_WP}anchor": _anchor,
    f"{_WP}inline": _anchor,
    f"{_VML}shape": _shape,
    f"{_VML}rect": _shape,
}


def _fallback(item: "_Element", label: str, paragraph: int) -> Iterator[WordTrace]:
    """Words for other programs that are not the words Word shows."""
    choice = chosen(item)
    for other in item.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"):
        shown, instead = words_of(choice), words_of(other)
        if instead and shown != instead and (shown or not any(one.tag.endswith("}symEx") for one in choice.iter("{*}symEx"))):
            yield WordTrace(
                "fallback", label, paragraph, words=instead, detail=f'Word shows "{shown}"' if shown else "Word shows none"
            )
