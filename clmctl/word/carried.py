"""What of a firm's own Word file goes into every contract: settings, page, headers, theme, without what is that file's alone."""

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING

from clmctl.word.figures import figure
from clmctl.word.package import parse_xml
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_R = f"{{{R}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

#: How Word lays a contract out, whatever Word its style document was made in.
COMPATIBILITY = (
    f'<w:compat xmlns:w="{W}">'
    "<w:doNotExpandShiftReturn/>"  # a line that ends in a hard break is not stretched to the margin
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    "</w:compat>"
)

#: Settings that a contract takes over, in schema order; `trackRevisions` is its own. The rest reach outside the file, speak of
#: parts that are not carried over (notes, mail merge, an attached template), or are the history of that one file.
_SETTINGS = (
    *("zoom", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop"),
    *("trackRevisions", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps"),
    *("evenAndOddHeaders", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery"),
    *("displayVerticalDrawingGridEvery", "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "compat"),
    *("themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"),
)

#: Of a page set-up: its paper, margins, borders and grid. Not where its pages begin to count, how its words stand on the page,
#: nor its columns: those are of the section it was.
_PAGE = (
    *(
        "headerReference",
        "footerReference",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
        "pgNumType",
        "cols",
        "titlePg",
    ),
    *("bidi", "rtlGutter", "docGrid"),
)

#: Around words: what stands in them stays. Links are among them: where they lead is no part of a contract.
_AROUND = ("ins", "moveTo", "hyperlink", "smartTag", "customXml")
#: Changes that wait for an answer, remarks and marks of that one file: gone, and what was deleted with them.
_GONE = (
    *("del", "moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "dataBinding", "customXmlPr"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "endnoteReference", "annotationRef"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "numberingChange", "smartTagPr"),
    *("rPrChange", "pPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "sectPrChange", "tblPrExChange"),
)
#: Where a click on a drawing leads, mostly from a firm's mark to its pages: no part of a contract either.
_CLICKS = tuple(f"{_A}{name}" for name in ("hlinkClick", "hlinkHover", "hlinkMouseOver"))


def settings_carried(source: "_Element", status: str) -> "_Element":
    """The settings of a draft (changes are tracked) or an execution copy, in schema order, each once."""
    from lxml import etree

    root = copy.deepcopy(source)
    found: dict[str, _Element] = {}
    for child in list(root):
        root.remove(child)
        if isinstance(child.tag, str) and child.tag.startswith(_W) and not child.get(f"{_R}id"):
            found.setdefault(etree.QName(child).localname, child)
    found["compat"] = etree.fromstring(COMPATIBILITY)
    if status == "draft":
        found["trackRevisions"] = etree.Element(f"{_W}trackRevisions")
    else:
        found.pop("trackRevisions", None)
    for name in _SETTINGS:
        if name in found:
            root.append(found[name])
    return root


def page_carried(section: "_Element") -> list["_Element"]:
    """What a page set-up gives contracts, in schema order, without marks of other programs."""
    from lxml import etree

    found: dict[tuple[int, str, str], _Element] = {}
    for child in section:
        name = etree.QName(child).localname if isinstance(child.tag, str) and child.tag.startswith(_W) else ""
        if name not in _PAGE or (name == "cols" and child.get(f"{_W}num", "1") != "1"):
            continue
        for key, value in child.items():
            ours = str(key).startswith((_W, _R))
            if not ours or key == f"{_W}start" or (key == f"{_W}charSpace" and figure(str(value)) is None):  # LibreOffice's -2049
                del child.attrib[key]
        rank = _PAGE.index(name)
        found.setdefault((max(rank, 1), name if rank < 2 else "", child.get(f"{_W}type", "default")), child)
    return [child for _, child in sorted(found.items(), key=lambda item: item[0][0])]


def frame_carried(root: "_Element", styles: Iterable[str], lists: Iterable[str]) -> None:
    """Leave of a header or footer what every contract may show: changes in it accepted, remarks, links and marks gone.

    A style or list that it names and the document does not have is none to Word either.
    """
    for element in root.findall(f".//{_W}rPr/{_W}ins") + root.findall(f".//{_W}trPr/{_W}ins"):
        _drop(element)
    for element in list(root.iter(*(f"{_W}{name}" for name in _GONE), *_CLICKS)):
        _drop(element)
    for element in list(root.iter(*(f"{_W}{name}" for name in _AROUND))):
        _unwrap(element)
    ids, numbers = frozenset(styles), frozenset(lists)
    for element in list(root.iter(f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")):
        if element.get(f"{_W}val") not in ids:
            _drop(element)
    for element in list(root.iter(f"{_W}numPr")):
        number = element.find(f"{_W}numId")
        if number is None or number.get(f"{_W}val") not in numbers | {"0"}:
            _drop(element)


def theme_carried(theme: bytes) -> bytes:
    """A theme without the pictures that it fills shapes with: a contract draws none, and they would have to come along."""
    from lxml import etree

    if b"blipFill" not in theme:
        return theme
    root = parse_xml(theme, "the theme of the style document")
    for fill in list(root.iter(f"{_A}blipFill")):
        fill.clear()
        fill.tag = f"{_A}solidFill"
        etree.SubElement(fill, f"{_A}schemeClr", val="phClr")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: "_Element") -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)
