"""What a firm's own style document lacks to print contracts, and what to do about it in Word."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clmctl.errors import ConfigError, Unreadable
from clmctl.model.word.text import StyleLack, WordText
from clmctl.word.check import DamagedDocument
from clmctl.word.frame import SLOTS
from clmctl.word.names import STYLES
from clmctl.word.package import parse_xml, unpack
from clmctl.word.render import render
from clmctl.word.stylefile import lists, main_part, open_style, relations, style_ids
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_SLOT = re.compile(r"\{\{\s*([\w.-]*)\s*\}\}")
#: Fonts that come with Word or with every system; a document in others looks otherwise on other machines.
_COMMON = frozenset(
    [
        "arial",
        "arial narrow",
        "aptos",
        "aptos display",
        "book antiqua",
        "bookman old style",
        "calibri",
        "calibri light",
        "cambria",
        "cambria math",
        "candara",
        "century",
        "century gothic",
        "century schoolbook",
        "consolas",
        "constantia",
        "corbel",
        "courier new",
        "franklin gothic book",
        "garamond",
        "georgia",
        "gill sans mt",
        "helvetica",
        "malgun gothic",
        "microsoft yahei",
        "ms gothic",
        "ms mincho",
        "palatino linotype",
        "segoe ui",
        "simsun",
        "symbol",
        "tahoma",
        "times",
        "times new roman",
        "trebuchet ms",
        "verdana",
        "wingdings",
        "yu gothic",
        "yu mincho",
    ]
)
_LIST_HINT = (
    "Home, Multilevel List, Define New Multilevel List: choose the level, More, Link level to style, and the number as named."
)


def check_style(data: bytes, path: str = "style.docx") -> tuple[StyleLack, ...]:
    """Everything the style document lacks, then what it would be better with; empty where it serves as it is.

    Unreadable where the file is no Word document at all.
    """
    parts = unpack(data, what=path)
    try:
        main = main_part(parts)
        rels = relations(parts, main)
        body = parse_xml(parts[main], main)
    except KeyError as missing:
        raise Unreadable(f"{path} lacks the part {missing}", hint="Save it as .docx in Word.") from None
    lacks = tuple(_lacks(parts, rels, body))
    if not any(lack.needed for lack in lacks):
        try:
            style = open_style(data, path)
            render(WordText("", "", "en", ()), style)
        except ConfigError as problem:  # whatever else keeps it from serving
            lacks = (StyleLack(main, problem.message, problem.hint), *lacks)
        except DamagedDocument as problem:  # a contract of no words shows what headers and footers bring along
            what = re.sub(r"word/(header|footer)\d*\.xml:", r"in a \1", problem.message.partition(": ")[2])
            lacks = (StyleLack("header and footer", what, "Take it out of the headers and footers."), *lacks)
    return lacks


_Relations = Mapping[str, tuple[str, str, bool]]


def _lacks(parts: Mapping[str, bytes], rels: _Relations, body: "_Element") -> Iterator[StyleLack]:
    found = {kind: target for kind, target, outside in rels.values() if not outside and target in parts}
    for kind in ("styles", "numbering", "settings"):
        if kind not in found:
            yield StyleLack("word", f"there is no {kind} part", "Save it as .docx in Word, with a numbered paragraph in it.")
    if "styles" in found:
        styles = parse_xml(parts[found["styles"]], found["styles"])
        yield from _styles(styles, parse_xml(parts[found["numbering"]], found["numbering"]) if "numbering" in found else None)
        yield from _fonts(styles)
    yield from _page(body)
    yield from _frames(parts, rels)
    for kind, target, outside in rels.values():
        if kind in ("attachedTemplate", "vbaProject", "oleObject") or (outside and kind != "hyperlink"):
            yield StyleLack(
                "word", f"it holds or leads to {target} ({kind}), which no contract carries", "Remove it.", needed=False
            )


def _styles(styles: "_Element", numbering: "_Element | None") -> Iterator[StyleLack]:
    problems: list[str] = []
    ids = style_ids(styles, problems)
    names = [name.get(f"{_W}val", "") for name in styles.iterfind(f"{_W}style/{_W}name")]
    for role, style_id in ids.items():
        if not style_id:
            kind = "table" if role == "table" else "character" if role in ("link", "term") else "paragraph"
            near = _nearest(STYLES[role], names)
            do = f"Make a {kind} style of that name" + (f", or rename {near!r} to it." if near else ".")
            yield StyleLack("styles", f"there is no style {STYLES[role]!r}", do)
    if numbering is None:
        return
    problems = []
    lists(styles, numbering, ids, problems)
    missing = {STYLES[role] for role, style_id in ids.items() if not style_id}
    for problem in dict.fromkeys(problems):
        if not any(f"{name!r}" in problem for name in missing):  # told of already
            yield StyleLack("numbering", problem, _LIST_HINT)


def _nearest(wanted: str, names: list[str]) -> str:
    from rapidfuzz.process import extractOne

    free = [name for name in names if name.casefold() not in {known.casefold() for known in STYLES.values()}]
    found = extractOne(wanted.casefold(), [name.casefold() for name in free], score_cutoff=85)
    return free[found[2]] if found else ""


def _fonts(styles: "_Element") -> Iterator[StyleLack]:
    found: dict[str, None] = {}
    for fonts in styles.iter(f"{_W}rFonts"):
        for name in ("ascii", "hAnsi"):
            if font := fonts.get(f"{_W}{name}"):
                found[font] = None
    for font in found:
        if font.casefold() not in _COMMON:
            do = "Choose one that comes with Word, or embed it (File, Options, Save, Embed fonts)."
            yield StyleLack("styles", f"the font {font!r} is not on every machine", do, needed=False)


def _page(body: "_Element") -> Iterator[StyleLack]:
    section = body.find(f"{_W}body/{_W}sectPr")
    if section is None:
        yield StyleLack("page", "there is no page set-up", "Layout, Page Setup: set size and margins, and save.")
        return
    for name, what in (("pgSz", "the size of the page"), ("pgMar", "the margins")):
        if section.find(f"{_W}{name}") is None:
            yield StyleLack("page", f"{what} is not set", "Layout, Page Setup: set it for the last section.", needed=False)
    columns = section.find(f"{_W}cols")
    if columns is not None and columns.get(f"{_W}num", "1") != "1":
        do = "Layout, Columns, One; where it stays, contracts are printed in one column."
        yield StyleLack("page", "its words run in columns, which those of a contract do not", do, needed=False)
    if len(list(body.iter(f"{_W}sectPr"))) > 1:
        do = "Keep one section: contracts take the page set-up of the last."
        yield StyleLack("page", "there are several sections, of which the last alone counts", do, needed=False)


def _frames(parts: Mapping[str, bytes], rels: _Relations) -> Iterator[StyleLack]:
    """Headers and footers: what they ask for, and whether a draft and the page are marked in them."""
    asked: set[str] = set()
    fields = ""
    for kind, target, outside in rels.values():
        if kind in ("header", "footer") and not outside and target in parts:
            root = parse_xml(parts[target], target)
            words = "".join(text.text or "" for text in root.iter(f"{_W}t"))
            fields += " ".join(item.text or "" for item in root.iter(f"{_W}instrText"))
            fields += " ".join(item.get(f"{_W}instr") or "" for item in root.iter(f"{_W}fldSimple"))
            for slot in _SLOT.findall(words):
                asked.add(slot)
                if slot not in SLOTS:
                    do = f"It may hold {', '.join(f'{{{{ {one} }}}}' for one in SLOTS)}."
                    yield StyleLack(target.rpartition("/")[2], f"it asks for {{{{ {slot} }}}}, which nothing fills", do)
    for slot, why in (("draft", "drafts are not marked in words"), ("id", "pages do not say which contract they are of")):
        if slot not in asked:
            do = f"Type {{{{ {slot} }}}} into the header or footer where it is to stand."
            yield StyleLack("header and footer", f"{{{{ {slot} }}}} stands in none: {why}", do, needed=False)
    if not re.search(r"\bPAGE\b", fields):
        yield StyleLack("header and footer", "pages bear no number", "Insert, Page Number.", needed=False)
