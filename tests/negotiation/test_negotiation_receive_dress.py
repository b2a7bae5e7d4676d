"""Redlines that LibreOffice saved again: a paragraph in the style of a deleted one before it is no change of its level."""

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from receive_make import SETTINGS, TEXT, altered, contract, edited, paragraph_of, received, redlined

from clmctl.model.word.file import WordFile, WordParagraph, WordRun
from clmctl.negotiation.receiving.receive import Choice, text_with
from clmctl.redline.returned.dress import dressed
from clmctl.word.package import pack, part, unpack

OFFICE = "LibreOffice/7.4.7.2$Linux_X86_64"
CHANGES = "### Changes {#changes}\n\n1. Changes are agreed in writing.\n2. No change is made by conduct.\n"
QUOTE = "> A quoted passage stands here for emphasis.\n\n"
SHORTER = TEXT.replace(CHANGES, "").replace(QUOTE, "")
NOTHING = Choice({}, {}, {})
#: Without the clause before the signatures.
WITHOUT_PART = TEXT.replace("## Part two {#part-two}\n\n1. Further prices are agreed case by case.\n\n", "").replace(
    " and [Section](#part-two)", ""
)

#: What the heading behind the deleted paragraphs is found by.
FEES = 'w:name="_clm_fees"'


def restyled(words: str, style: str, numbers: str = "") -> Callable[[str], str]:
    """A paragraph in another style, as LibreOffice writes it: list and level beside it."""

    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        said = re.sub(r'<w:pStyle w:val="[^"]*"/>', f'<w:pStyle w:val="{style}"/>{numbers}', xml[start:end], count=1)
        return xml[:start] + said + xml[end:]

    return change


def saved_by(docx: bytes, program: str) -> bytes:
    """The file as a program says that it saved it."""
    found = unpack(docx) | {"docProps/app.xml": f"<Properties><Application>{program}</Application></Properties>".encode()}
    return pack([part(name, data) for name, data in found.items()], "deflated")


def style_of(xml: str, words: str) -> str:
    start, end = paragraph_of(xml, words)
    return re.search(r'<w:pStyle w:val="([^"]*)"/>', xml[start:end])[1]


def test_a_style_lent_by_a_deleted_paragraph_is_no_change() -> None:
    docx = redlined(contract(), contract(SHORTER))
    kept = '<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    def lent(xml: str) -> str:
        return restyled(FEES, style_of(xml, ">Changes</w:delText>"), kept)(xml)

    found, plain = received(saved_by(altered(docx, document=lent), OFFICE)), received(docx)
    assert [(row.kind, row.how) for row in found.weighty] == [(row.kind, row.how) for row in plain.weighty]
    assert {row.how for row in found.weighty} == {"tracked"}
    assert text_with(found, NOTHING, SETTINGS.catalogue) == text_with(plain, NOTHING, SETTINGS.catalogue)


def test_another_style_or_level_behind_a_deleted_paragraph_is_told() -> None:
    docx = redlined(contract(), contract(SHORTER))
    other_style = saved_by(altered(docx, document=restyled(FEES, "ClauseLevel3")), OFFICE)
    (other,) = (row for row in received(other_style).weighty if row.how != "tracked")
    assert (other.kind, other.how, other.heading) == ("level", "silent", "Fees")

    def deeper(xml: str) -> str:
        level = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
        return restyled(FEES, style_of(xml, ">Changes</w:delText>"), level)(xml)

    told = [row.kind for row in received(saved_by(altered(docx, document=deeper), OFFICE)).weighty if row.how == "silent"]
    assert "level" in told


@pytest.mark.parametrize(
    ("program", "lent", "stands"),
    [
        (OFFICE, ("1:0", "4"), ("Note", "", "")),
        ("Microsoft Office Word", ("1:0", "4"), ("Clause", "1:0", "4")),
        ("", ("1:0", "4"), ("Clause", "1:0", "4")),
        (OFFICE, ("2:0", "1"), ("Clause", "2:0", "1")),
    ],
)
def test_only_libreoffice_lends_a_style_and_the_number_of_that_alone(
    program: str, lent: tuple[str, str], stands: tuple[str, str, str]
) -> None:
    said = (WordRun("This is not binding."),)
    clause = WordParagraph("body", "Clause", (WordRun("The fees."),), "4", "1:0")
    gone = replace(clause, runs=(WordRun("The fees.", "deleted"),), mark=WordRun("", "deleted"))
    note = replace(clause, runs=said, numbering=lent[0], number=lent[1])
    sent = WordFile((clause, WordParagraph("body", "Note", said)))
    last = dressed(sent, WordFile((gone, note), program=program)).paragraphs[-1]
    assert (last.style, last.numbering, last.number) == stands


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_redline_saved_by_libreoffice_hides_nothing(tmp_path: Path) -> None:
    news = [SHORTER, WITHOUT_PART, *(edited(random.Random(seed)) for seed in (1, 2, 5, 8))]
    for n, new in enumerate(news):
        (tmp_path / f"{n}.docx").write_bytes(redlined(contract(), contract(new)))
    files = [str(tmp_path / f"{n}.docx") for n in range(len(news))]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    told = ("soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"), *files)
    subprocess.run(told, check=True, capture_output=True, timeout=180)
    for n, new in enumerate(news):
        found = received((tmp_path / "saved" / f"{n}.docx").read_bytes())
        assert [row for row in found.weighty if row.how != "tracked"] == [], n
        if new in (SHORTER, WITHOUT_PART):
            plain = received((tmp_path / f"{n}.docx").read_bytes())
            assert text_with(found, NOTHING, SETTINGS.catalogue) == text_with(plain, NOTHING, SETTINGS.catalogue)
