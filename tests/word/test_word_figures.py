"""Numbers a Word file states: plain figures of a credible length, whatever else stands in their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.word.comparing.compare import compare
from clmctl.word.figures import figure, figures
from clmctl.word.inspecting.inspect import inspect
from clmctl.word.package import pack, part
from clmctl.word.reading.file import read_word
from clmctl.word.stylecheck import check_style

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: What stands where a number should: signs that count as digits, more digits than Python reads, none.
ODD = ("²", "٣", "9" * 5000, "-1", "1.5", "", "x")


@given(number=st.integers(-999_999_999, 999_999_999))
def test_plain_figures_are_read(number: int) -> None:
    assert figure(str(number)) == number


@given(said=st.none() | st.text() | st.text("0123456789²٣-+_ ."))
def test_anything_else_is_none(said: str | None) -> None:
    number = figure(said)
    assert number is None or (said or "").lstrip("-").lstrip("0") in (str(abs(number)), "" if number == 0 else None)
    assert figures([said, "7"])[-1] == 7


def file_with(said: str) -> bytes:
    """A file in which this stands in the place of every number."""
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{TYPES}/{kind}" Target="{kind}.xml"/>'
        for at, kind in enumerate(("styles", "numbering", "settings"))
    )
    numbered = f'<w:numPr><w:ilvl w:val="{said}"/><w:numId w:val="{said}"/></w:numPr>'
    return pack(
        [
            part("[Content_Types].xml", "<Types/>"),
            part(
                "_rels/.rels",
                f'<Relationships><Relationship Type="{TYPES}/officeDocument" Target="word/document.xml"/></Relationships>',
            ),
            part("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"),
            part(
                "word/document.xml",
                f'<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="S"/>{numbered}</w:pPr><w:bookmarkStart w:id="{said}"/>'
                f'<w:ins w:id="{said}"><w:r><w:rPr><w:sz w:val="{said}"/></w:rPr><w:t>word {said[:5]}</w:t></w:r></w:ins></w:p>'
                f'<w:sectPr><w:pgSz w:w="{said}"/><w:pgMar w:left="{said}" w:right="{said}"/></w:sectPr></w:body></w:document>',
            ),
            part(
                "word/styles.xml",
                f'<w:styles {W}><w:style w:type="paragraph" w:styleId="S"><w:pPr>{numbered}</w:pPr>'
                f'<w:rPr><w:sz w:val="{said}"/></w:rPr></w:style></w:styles>',
            ),
            part(
                "word/numbering.xml",
                f'<w:numbering {W}><w:abstractNum w:abstractNumId="{said}"><w:lvl w:ilvl="{said}"><w:start w:val="{said}"/>'
                f'</w:lvl></w:abstractNum><w:num w:numId="{said}"><w:abstractNumId w:val="{said}"/></w:num></w:numbering>',
            ),
            part("word/settings.xml", f"<w:settings {W}/>"),
            part("docProps/app.xml", f"<Properties><TotalTime>{said}</TotalTime></Properties>"),
        ]
    )


@pytest.mark.parametrize("said", ODD, ids=lambda said: said[:3])
def test_an_odd_number_stops_no_reading(said: str) -> None:
    docx = file_with(said)
    assert "word" in "".join(run.text for run in read_word(docx).paragraphs[0].runs)
    inspect(docx)
    assert check_style(docx)
    assert compare(docx, file_with("1"), author="A", date="2026-01-01T00:00:00Z").docx


def test_a_long_line_of_styles_is_followed_only_so_far() -> None:
    from clmctl.word.reading.styles import Look, Style, Styles

    styles = {f"S{n}": Style(f"S{n}", "", "paragraph", f"S{n + 1}", Look(), None, None) for n in range(20_000)}
    styles["S20000"] = Style("S20000", "", "paragraph", "S0", Look(vanish=True), None, None)
    found = Styles(styles)
    assert found.look("S0").vanish is None
    assert found.look("S19990").vanish
