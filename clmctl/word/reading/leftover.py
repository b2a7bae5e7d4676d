"""What of a Word file no story holds: parts that were not read, that nothing leads to, that lie outside; letters of its own."""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from clmctl.errors import Unreadable
from clmctl.word.reading.parts import WordParts
from clmctl.word.reading.styles import FONTS_OF_SIGNS
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
#: Words of any kind, and what charts show (`c:v`). Every step ends where the next begins: no part, however odd, is read twice.
_WORDS = re.compile(rb"<(?:(?:\w+:)?t|c:v)(?:\s[^<>]*)?>\s*+[^<]")
#: How a part begins that is XML, whatever its name.
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?\w!]")
_EMBEDDED = re.compile(r"(?:\.(?:do[ct][xm]?|rtf|html?|mht|odt|xls[xmb]?|ppt[xm]?|pdf)|ole\w*\.bin)$", re.IGNORECASE)
#: What is found by its name, what zip programs and Word itself leave behind, and what shows only where something leads to it.
_BY_NAME = re.compile(
    r"(?:\[Content_Types\]\.xml|docProps/.*|customXml/.*|.*\.rels|\[trash\]/.*|__MACOSX/.*|META-INF/.*|mimetype"
    r"|(?:.*/)?(?:\.DS_Store|Thumbs\.db)|.*/|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf|ttf))",
    re.IGNORECASE,
)
#: What a program says of the file in words of its own (SuperDoc: `w:t`): check tells of these properties one by one.
_OWN_PROPERTIES = "docProps/custom.xml"
#: Relations outside that are told of elsewhere, or take no part in what is read.
_HARMLESS = ("hyperlink", "attachedTemplate")


def passed_by(parts: WordParts, seen: Collection[str]) -> Iterator[str]:
    """What is to be said of everything beside the stories; `seen` are the parts that were read."""
    yield from _left(parts, seen)
    yield from _outside(parts, seen)
    yield from _fonts(parts)


def _left(parts: WordParts, seen: Collection[str]) -> Iterator[str]:
    """The parts that belong to none of the stories: those that hold words, those that nothing leads to."""
    kinds = parts.led_to()
    for name, data in parts.data.items():
        kind = kinds.get(name)
        if name in seen and str(parts.root(name).tag).startswith(_W):
            continue
        if name != _OWN_PROPERTIES and _XML.match(data) and _WORDS.search(data):
            if kind == "glossaryDocument" and _is_of_hints(parts, name):
                yield f"{name}: hints that empty controls show are no part of the text and were not read"
                continue
            yield f"{name}: holds words that are no part of the text and were not read"
        elif _EMBEDDED.search(name):
            yield f"{name}: an embedded file was not read"
        elif data and not _BY_NAME.fullmatch(name):
            if kind is None and name != parts.document:
                yield f"{name}: nothing in the file leads to it, and it was not read"
            elif kind is not None and ":" in kind:
                yield f"{name}: is of a kind that no program shows ({kind}), and was not read"


def _is_of_hints(parts: WordParts, name: str) -> bool:
    """Whether a store of texts holds nothing but what controls show until they are filled in, which Word saves with them."""
    try:
        texts = list(parts.root(name).iterfind(f"{_W}docParts/{_W}docPart"))
    except Unreadable:
        return False
    kinds = [{kind.get(f"{_W}val") for kind in each.iterfind(f"{_W}docPartPr/{_W}types/{_W}type")} for each in texts]
    return bool(kinds) and all(kind == {"bbPlcHdr"} for kind in kinds)


def _outside(parts: WordParts, seen: Collection[str]) -> Iterator[str]:
    """What the stories fetch from elsewhere."""
    for name in seen:
        for relation in parts.relations(name):
            if relation.external and relation.kind not in _HARMLESS:
                yield f"{name}: something is fetched from outside ({relation.kind}: {relation.target}), and was not read"


def _fonts(parts: WordParts) -> Iterator[str]:
    """The fonts whose letters come with the file, or that stand for others: they show what whoever made them chose."""
    names = parts.of_kind("fontTable")
    fonts = list(parts.root(names[0]).iterfind(f"{_W}font")) if names else []
    own = [_name(font) for font in fonts if any(str(each.tag).startswith(f"{_W}embed") for each in font)]
    if own:
        yield f"fonts: the file brings letters of its own ({', '.join(own)}), which may show other words than it holds"
    signs = [font for font in fonts if not _is_of_signs(_name(font)) and _is_of_signs(_other(font))]
    if signs:
        said = ", ".join(f"{_other(font)} for {_name(font)}" for font in signs)
        yield f"fonts: a font of signs stands for one of letters ({said}), which shows no words where that is missing"


def _name(font: "_Element") -> str:
    return font.get(f"{_W}name") or ""


def _other(font: "_Element") -> str:
    """The font that stands for one that is missing."""
    other = font.find(f"{_W}altName")
    return "" if other is None else other.get(f"{_W}val") or ""


def _is_of_signs(name: str) -> bool:
    return name.casefold().startswith(FONTS_OF_SIGNS)
