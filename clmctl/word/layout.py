"""How the default style document looks: each style's measures, the lists it is numbered by, the table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.word.measures import RECITAL_STEPS, STEPS
from clmctl.word.names import LISTS, STYLES
from clmctl.word.xml import W

GREY = "595959"
RULE = "A6A6A6"


@frozen
class Look:
    """A style's look. Sizes and spaces in points, indents and tabs in twentieths of a point.

    `list` is (number of the list, level); `next` the style that follows when Enter is pressed; `border` is raw `w:pBdr`.
    """

    size: float = 0
    bold: bool | None = None
    italic: bool = False
    caps: bool = False
    underline: bool = False
    colour: str = ""
    align: Literal["left", "both", "centre"] = "left"
    left: int = 0
    hanging: int = 0
    right: int = 0
    before: float | None = None
    after: float | None = None
    single: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    list: tuple[int, int] | None = None
    outline: int | None = None
    tabs: tuple[tuple[str, int], ...] = ()
    border: str = ""
    shade: str = ""
    character: bool = False
    next: str = ""


#: The list number (`w:numId`) of each list in the default style document.
NUM_IDS: Mapping[str, int] = MappingProxyType({"main": 1, "schedules": 2, "inner": 3, "parties": 4, "recitals": 5, "bullets": 6})


def _numbered(list_name: str, level: int) -> Look:
    left, hanging = STEPS[level]
    return Look(align="both", left=left, hanging=hanging, list=(NUM_IDS[list_name], level))


def _recital(level: int) -> Look:
    left, hanging = RECITAL_STEPS[level]
    return Look(align="both", left=left, hanging=hanging, list=(NUM_IDS["recitals"], level))


_HEAD = f'<w:bottom w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/>'
_FOOT = f'<w:top w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/>'
_NOTE = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/>' for side in ("top", "left", "bottom", "right")
)
_QUOTE = f'<w:left w:val="single" w:sz="12" w:space="10" w:color="{RULE}"/>'

LOOK: Mapping[str, Look] = MappingProxyType(
    {
        "title": Look(size=18, bold=True, align="centre", before=24, after=20, keep_next=True, next="body"),
        "part": Look(
            size=12, bold=True, align="left", before=24, after=10, keep_next=True, keep_lines=True, outline=0, next="body",
        ),
        "front": Look(align="centre", after=6, keep_next=True),
        "contents": Look(size=10, bold=True, align="left", before=24, after=8, keep_next=True),
        "toc": Look(align="left", left=720, hanging=720, after=4, tabs=(("left", 720),)),
        "body": Look(align="both"),
        "party": Look(align="both", left=720, hanging=720, list=(NUM_IDS["parties"], 0)),
        "recital1": _recital(0),
        "recital2": _recital(1),
        "recital3": _recital(2),
        "recital4": _recital(3),
        "clause": Look(
            size=10.5, bold=True, left=720, hanging=720, before=16, after=7, keep_next=True, keep_lines=True,
            list=(NUM_IDS["main"], 0), outline=0, next="level2",
        ),
        "subclause": Look(
            bold=True, left=720, hanging=720, before=6, after=6, keep_next=True, keep_lines=True, outline=1, next="text1",
        ),
        "level2": _numbered("main", 1),
        "level3": _numbered("main", 2),
        "level4": _numbered("main", 3),
        "level5": _numbered("main", 4),
        "level6": _numbered("main", 5),
        "text1": Look(align="both", left=720),
        "text2": Look(align="both", left=720),
        "text3": Look(align="both", left=1287),
        "text4": Look(align="both", left=1854),
        "text5": Look(align="both", left=2421),
        "text6": Look(align="both", left=2988),
        "schedule": Look(
            size=12, bold=True, align="centre", before=0, after=14, keep_next=True, keep_lines=True, page_break=True,
            list=(NUM_IDS["schedules"], 0), outline=0, next="schedule1",
        ),
        "schedule1": Look(
            bold=True, left=720, hanging=720, before=12, after=7, keep_next=True, keep_lines=True,
            list=(NUM_IDS["inner"], 0), outline=1, next="schedule2",
        ),
        "schedule2": _numbered("inner", 1),
        "schedule3": _numbered("inner", 2),
        "schedule4": _numbered("inner", 3),
        "schedule5": _numbered("inner", 4),
        "schedule6": _numbered("inner", 5),
        "bullet": Look(align="both", left=1287, hanging=567, after=4, list=(NUM_IDS["bullets"], 0)),
        "quote": Look(italic=True, align="both", left=1080, right=567, border=_QUOTE),
        "note": Look(size=9, italic=True, align="left", left=113, right=113, border=_NOTE, shade="F2F2F2", keep_lines=True),
        "cell": Look(size=9, align="left", before=2, after=2, single=True),
        "cellhead": Look(size=9, bold=True, align="left", before=2, after=2, single=True, keep_next=True),
        "signature": Look(align="left", before=2, after=2, single=True, keep_next=True, keep_lines=True),
        "header": Look(size=8, colour=GREY, after=0, single=True, tabs=(("right", 9026),), border=_HEAD),
        "footer": Look(size=8, colour=GREY, after=0, single=True, tabs=(("right", 9026),), border=_FOOT),
        "link": Look(colour="1F4E79", underline=True, character=True),
        "term": Look(bold=True, character=True),
    }
)  # fmt: skip

TABLE_STYLE = (
    f'<w:style xmlns:w="{W}" w:type="table" w:customStyle="1" w:styleId="ContractTable"><w:name w:val="{STYLES["table"]}"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
              for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + '</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7E9ED"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)  # fmt: skip


def numbering_xml() -> str:
    """The lists of the default style document: every level linked to the style that prints it."""
    abstracts = "".join(_abstract(name, NUM_IDS[name], levels) for name, levels in LISTS.items())
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in sorted(NUM_IDS.values())
    )
    return f'<w:numbering xmlns:w="{W}">{abstracts}{_bullets()}{nums}</w:numbering>'


def _abstract(name: str, number: int, levels: tuple[tuple[str, str, str], ...]) -> str:
    out = [
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x434C4D00 + number:08X}"/>',
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x544D5000 + number:08X}"/>',
    ]
    for level, (role, fmt, text) in enumerate(levels):
        look = LOOK[role]
        dotted = "." if text == "%1" else ""
        suffix = '<w:suff w:val="space"/>' if name == "schedules" else ""
        indent = "" if name == "schedules" else f'<w:pPr><w:ind w:left="{look.left}" w:hanging="{look.hanging}"/></w:pPr>'
        bold = "<w:b/>" if look.bold else '<w:b w:val="0"/>'
        out.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:pStyle w:val="{style_id(role)}"/>{suffix}'
            f'<w:lvlText w:val="{text}{dotted}"/><w:lvlJc w:val="left"/>{indent}<w:rPr>{bold}<w:i w:val="0"/></w:rPr></w:lvl>'
        )
    out.append("</w:abstractNum>")
    return "".join(out)


def _bullets() -> str:
    number = NUM_IDS["bullets"]
    levels = []
    for level, mark in enumerate("•–•–•"):
        left = LOOK["bullet"].left + 567 * level
        link = f'<w:pStyle w:val="{style_id("bullet")}"/>' if level == 0 else ""
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>{link}<w:lvlText w:val="{mark}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="567"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x434C4D00 + number:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x544D5000 + number:08X}"/>{"".join(levels)}</w:abstractNum>'
    )


def style_id(role: str) -> str:
    """The id the default style document gives a style: its name without spaces, headings with a capital."""
    name = STYLES[role]
    if name in ("heading 1", "heading 2", "header", "footer"):
        name = name.capitalize()
    return name.replace(" ", "")
