"""Words that were put out of sight stand first, for what was done to them; looks that every program sets raise no alarm."""

import re
from collections.abc import Callable

import pytest
from lxml.etree import fromstring
from receive_make import altered, contract, paragraph_of, received, styled, word_file

from clmctl.model.returned import ReturnedRow
from clmctl.word.reading.styles import look_of
from clmctl.word.xml import W

SENT = word_file(contract())
CONSENT, CONDUCT, PRICE = "with the consent of the Customer", "No change is made by conduct.", "250.00"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
BLACK = '<w:shd w:val="clear" w:fill="000000"/>'
Edit = Callable[[str], str]


def rows(document: Edit | None = None, styles: Edit | None = None) -> list[ReturnedRow]:
    parts = {"document": document, "styles": styles}
    return list(received(altered(SENT, **{name: change for name, change in parts.items() if change})).weighty)


def of_paragraph(props: str, words: str = CONDUCT) -> Edit:
    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        return xml[:start] + xml[start:end].replace("</w:pPr>", f"{props}</w:pPr>", 1) + xml[end:]

    return change


def around(tag: str, words: str, change: Edit) -> Edit:
    """The innermost element of a tag that holds the words, changed."""

    def made(xml: str) -> str:
        at = xml.index(words)
        start, end = xml.rindex(f"<w:{tag}>", 0, at), xml.index(f"</w:{tag}>", at) + len(f"</w:{tag}>")
        return xml[:start] + change(xml[start:end]) + xml[end:]

    return made


def put(before: str, new: str) -> Edit:
    return lambda xml: xml.replace(before, new + before, 1)


def covered(kind: str, above: str, words: str) -> Edit:
    """A cell merged with the one before it, its words left in it."""
    first = around("tc", above, put("</w:tcPr>", f'<w:{kind} w:val="restart"/>'))
    return lambda xml: around("tc", words, put("</w:tcPr>", f"<w:{kind}/>"))(first(xml))


def in_cell(ground: str, letters: str) -> Edit:
    def change(cell: str) -> str:
        shaded = cell.replace("</w:tcPr>", f'<w:shd w:val="clear" w:fill="{ground}"/></w:tcPr>', 1)
        return shaded.replace("<w:r>", f'<w:r><w:rPr><w:color w:val="{letters}"/></w:rPr>', 1)

    return around("tc", PRICE, change)


#: what was done -> (the edit, the words that are lost, why)
UNSEEN: dict[str, tuple[Edit, str, str]] = {
    **{
        f"letters: {name}": (styled(CONSENT, props), CONSENT, why)
        for name, props, why in (
            ("fitted into nothing", '<w:fitText w:val="1"/>', "no width"),
            (
                "under the dots of a shading",
                '<w:color w:val="FFFFFF"/><w:shd w:val="pct95" w:color="FFFFFF" w:fill="000000"/>',
                "ground",
            ),
            ("on a shading that is none", '<w:color w:val="FFFFFF"/><w:shd w:val="nil" w:fill="000000"/>', "white"),
            ("of another script, in signs", '<w:cs/><w:rFonts w:ascii="Arial" w:cs="Wingdings"/>', "font of signs"),
            ("of one point", '<w:sz w:val="1pt"/>', "too small"),
            ("of one per cent", '<w:w w:val="1"/>', "no width"),
            ("condensed", '<w:spacing w:val="-400"/>', "upon each other"),
            ("lowered", '<w:position w:val="-3168"/>', "off the line"),
            ("the theme's white", '<w:color w:val="000000" w:themeColor="background1"/>', "white"),
            ("the theme's black, all but white", '<w:color w:val="000000" w:themeColor="text1" w:themeTint="08"/>', "white"),
            ("nearly white", '<w:color w:val="F8F8F8"/>', "white"),
            ("in the colour of their ground", f'<w:color w:val="000000"/>{BLACK}', "ground"),
            ("white, marked white", '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>', "white"),
            ("marked black", '<w:highlight w:val="black"/>', "ground"),
            ("unfilled", f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", "without colour"),
            ("of a font of signs", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "signs"),
            ("small as Arabic ones", '<w:rtl/><w:szCs w:val="2"/>', "too small"),
        )
    },
    **{
        f"paragraph: {name}": (of_paragraph(props), CONDUCT, why)
        for name, props, why in (
            ("far to the left", '<w:ind w:left="-20000"/>', "off the page"),
            ("far to the right", '<w:ind w:left="12000"/>', "off the page"),
            ("with no room on the right", '<w:ind w:right="20000"/>', "off the page"),
            ("by characters", '<w:ind w:leftChars="-20000"/>', "off the page"),
            ("in points", '<w:ind w:left="-300pt"/>', "off the page"),
            ("in a frame", '<w:framePr w:x="40000" w:y="40000"/>', "off the page"),
            ("in a frame of no size", '<w:framePr w:w="10" w:h="10" w:hRule="exact"/>', "off the page"),
            ("in lines of a sixteenth", '<w:spacing w:line="15" w:lineRule="auto"/>', "no height"),
            ("in lines of a point", '<w:spacing w:line="20" w:lineRule="exact"/>', "no height"),
        )
    },
    "turned": (
        lambda xml: re.sub(rf"(<w:r>(?:(?!<w:r>).)*{CONDUCT}</w:t></w:r>)", r'<w:bdo w:val="rtl">\1</w:bdo>', xml),
        CONDUCT,
        "right to left",
    ),
    "a row of no height": (
        around("tr", PRICE, put("<w:cantSplit/>", '<w:trHeight w:val="1" w:hRule="exact"/>')),
        f"Monthly support | {PRICE} | month",
        "no height",
    ),
    "a hidden row": (
        around("tr", PRICE, put("<w:cantSplit/>", "<w:hidden/>")),
        f"Monthly support | {PRICE} | month",
        "hidden row",
    ),
    "a cell of no width": (around("tc", PRICE, lambda cell: re.sub(r'w:w="\d+"', 'w:w="1"', cell)), PRICE, "no width"),
    "a cell that the one above covers": (covered("vMerge", "1,000.00", PRICE), PRICE, "covers"),
    "a cell that the one beside covers": (covered("hMerge", "Monthly support", PRICE), PRICE, "covers"),
    "white on a white cell": (in_cell("FFFFFF", "FFFFFF"), PRICE, "white"),
    "red on a red cell": (in_cell("FF0000", "FF0000"), PRICE, "ground"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_words_put_out_of_sight_stand_first(name: str) -> None:
    edit, words, why = UNSEEN[name]
    first = rows(edit)[0]
    assert (first.kind, first.how) == ("hidden", "hidden")
    assert first.words[0].new == words
    assert why in first.remark


def style_of(name: str, change: Edit) -> Edit:
    def made(xml: str) -> str:
        found = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', xml, re.DOTALL)
        assert found
        return xml.replace(found[0], change(found[0]))

    return made


TABLE = '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:rPr>{}</w:rPr></w:style></w:styles>'


@pytest.mark.parametrize(
    ("change", "document", "count"),
    [
        (style_of("ClauseLevel3", lambda xml: re.sub("<w:ind [^>]*>", '<w:ind w:left="-20000"/>', xml)), None, 5),
        (style_of("ClauseLevel3", put("</w:style>", '<w:rPr><w:color w:themeColor="background1"/></w:rPr>')), None, 5),
        (
            lambda xml: xml.replace("</w:styles>", TABLE.format("<w:vanish/>")),
            lambda xml: xml.replace('w:val="ContractTable"', 'w:val="T"', 1),
            12,
        ),
    ],
)
def test_a_style_that_hides_is_followed(change: Edit, document: Edit | None, count: int) -> None:
    found = rows(document, change)
    said = [words for row in found if row.kind == "hidden" for words in re.split("\n| [|] ", row.words[0].new)]
    assert len(said) == count


@pytest.mark.parametrize(
    "edit",
    [
        styled(CONSENT, '<w:color w:val="1F1F1F"/>'),
        styled(CONSENT, '<w:color w:val="000000" w:themeColor="text1"/>'),
        styled(CONSENT, '<w:spacing w:val="-5"/>'),
        styled(CONSENT, '<w:w w:val="95"/>'),
        styled(CONSENT, '<w:position w:val="-6"/>'),
        styled(CONSENT, '<w:position w:val="8pt"/>'),
        styled(CONSENT, '<w:color w:val="FFFFFF"/><w:shd w:val="pct90" w:color="auto" w:fill="auto"/>'),
        styled(CONSENT, '<w:shd w:val="pct15" w:color="auto" w:fill="auto"/>'),
        of_paragraph('<w:spacing w:line="276" w:lineRule="auto"/>'),
        styled(CONSENT, '<w:u w:val="none"/><w:highlight w:val="none"/><w:vertAlign w:val="baseline"/>'),
        styled(CONSENT, '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'),
        styled(CONSENT, BLACK),
        in_cell("1F3864", "FFFFFF"),
        of_paragraph('<w:ind w:left="2880" w:hanging="720"/>'),
        of_paragraph('<w:spacing w:line="240" w:lineRule="exact"/>'),
        around("tr", PRICE, put("<w:cantSplit/>", '<w:trHeight w:val="400" w:hRule="exact"/>')),
    ],
)
def test_looks_that_hide_nothing_raise_no_alarm(edit: Edit) -> None:
    assert rows(edit) == []


@pytest.mark.parametrize(
    ("fonts", "font", "signs"),
    [
        ('w:asciiTheme="minorHAnsi" w:ascii="Wingdings"', "Calibri", False),
        ('w:asciiTheme="minorHAnsi" w:ascii="Calibri"', "Wingdings", True),
        ('w:eastAsia="Wingdings"', "Calibri", None),
    ],
)
def test_a_font_of_the_theme_goes_before_one_that_is_named(fonts: str, font: str, signs: bool | None) -> None:
    props = fromstring(f'<w:rPr xmlns:w="{W}"><w:rFonts {fonts}/></w:rPr>')
    assert look_of(props, {"minorHAnsi": font}).signs is signs
