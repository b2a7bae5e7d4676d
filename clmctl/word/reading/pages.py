"""How the pages of a Word file are set up, section by section: their size, columns, numbers, and which header they bear."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from clmctl.model.word.file import WordPages
from clmctl.model.word.measures import twentieths
from clmctl.word.reading.colours import PAGE, colour
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_OFF = ("0", "false", "off")
_SIZES = {"w": "the width of the page", "h": "the height of the page"}
_MARGINS = {
    side: f"the {name} margin" for side, name in (("top", "upper"), ("bottom", "lower"), ("left", "left"), ("right", "right"))
}
_PLACES = (("default", ""), ("first", " of the first page"), ("even", " of even pages"))


def page_colour(root: "_Element", settings: "_Element | None", theme: Mapping[str, str]) -> str:
    """The colour of the pages, where the file has them shown in one; white otherwise."""
    shown = None if settings is None else settings.find(f"{_W}displayBackgroundShape")
    ground = root.find(f"{_W}background")
    if shown is None or shown.get(_VAL) in _OFF or ground is None:
        return PAGE
    return colour(ground, "color", theme) or PAGE


def pages(
    sections: Sequence[tuple[int, "_Element"]], settings: "_Element | None", frames: Mapping[str, str], ground: str
) -> tuple[WordPages, ...]:
    """The sections of a body; `sections` are the last paragraph and the properties of each.

    `frames` are the words of the headers and footers, by the id of their relation, `ground` is the colour of the pages.
    """
    alternate = None if settings is None else settings.find(f"{_W}evenAndOddHeaders")
    has_even = alternate is not None and alternate.get(_VAL) not in _OFF
    found: list[WordPages] = []
    bears: dict[tuple[str, str], str] = {}
    for last, props in sections:
        bears |= _frames(props, frames)
        said = (*_borne(bears, first=_is_on(props, "titlePg"), even=has_even), *_said(props), ("the colour of the page", ground))
        change = props.find(f"{_W}sectPrChange")
        who = ("", "") if change is None else (change.get(f"{_W}author") or "", change.get(f"{_W}date") or "")
        found.append(WordPages(last, said, tuple(_measures(props)), *who))
    return tuple(found)


def _is_on(props: "_Element", name: str) -> bool:
    item = props.find(f"{_W}{name}")
    return item is not None and item.get(_VAL) not in _OFF


def _frames(props: "_Element", frames: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The words of the headers and footers that a section names, by what they are and where they stand."""
    return {
        (kind, item.get(f"{_W}type") or "default"): frames.get(item.get(f"{{{R}}}id") or "", "")
        for kind in ("header", "footer")
        for item in props.iterfind(f"{_W}{kind}Reference")
    }


def _borne(bears: Mapping[tuple[str, str], str], *, first: bool, even: bool) -> Iterator[tuple[str, str]]:
    """The words that stand above and below the pages of a section: those of other pages where it has none of its own."""
    for kind in ("header", "footer"):
        for place, name in _PLACES:
            own = place == "default" or (first if place == "first" else even)
            yield f"the {kind}{name}", bears.get((kind, place if own else "default"), "")


def _said(props: "_Element") -> Iterator[tuple[str, str]]:
    """What a section says that is no measure; what is as usual is left empty."""
    columns, lines, numbers = (props.find(f"{_W}{name}") for name in ("cols", "lnNumType", "pgNumType"))
    count = "" if columns is None else columns.get(f"{_W}num") or ""
    yield "columns", "" if count == "1" else count
    by = "0" if lines is None else lines.get(f"{_W}countBy") or "0"
    yield "numbers of lines", "" if by == "0" else f"every {by}"
    yield "the number pages begin with", "" if numbers is None else numbers.get(f"{_W}start") or ""
    form = "" if numbers is None else numbers.get(f"{_W}fmt") or ""
    yield "the form of the page numbers", "" if form == "decimal" else form
    turned = props.find(f"{_W}textDirection")
    way = "" if turned is None else turned.get(_VAL) or ""
    yield "the direction of the text", "from right to left" if _is_on(props, "bidi") else "" if way == "lrTb" else way


def _measures(props: "_Element") -> Iterable[tuple[str, int]]:
    size, margins = props.find(f"{_W}pgSz"), props.find(f"{_W}pgMar")
    for item, names in ((size, _SIZES), (margins, _MARGINS)):
        for side, name in names.items() if item is not None else ():
            said = item.get(f"{_W}{side}") if item is not None else None
            if (measure := twentieths(said or "")) is not None:
                yield name, abs(measure)  # a negative margin holds whatever the header takes
