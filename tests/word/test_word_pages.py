"""What a page looks like beyond plain words: scripts that run from the right or need fonts of the East, watermark, columns."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_count import NS
from word_make import agreement, clause, grid, item, para, style, text
from word_text import extract

from clmctl.model.block import Defined, Placeholder, Text
from clmctl.model.word.text import WordText
from clmctl.word.package import unpack
from clmctl.word.render import render
from clmctl.word.scripts import dressed, needs_telling, stretches
from clmctl.word.xml import W

ARABIC, HEBREW, CHINESE, JAPANESE, KOREAN = "اتفاقية الخدمات", "הספק מתחייב", "服务协议", "サービスを提供する", "한국어 조항"


def part(word: WordText, name: str) -> bytes:
    return unpack(render(word, style()))[name]


def body(word: WordText) -> etree._Element:
    return etree.fromstring(part(word, "word/document.xml"))


@given(st.text(alphabet=st.sampled_from(list("aZ 1,.()\t\n-" + ARABIC + HEBREW + CHINESE + JAPANESE + KOREAN)), max_size=40))
def test_stretches_are_the_text(words: str) -> None:
    found = list(stretches(words))
    assert "".join(piece for _, piece in found) == words
    assert all(piece for _, piece in found)
    assert needs_telling(words) == any(script for script, _ in found)
    assert extract(render(text(para("Title", kind="title", level=1), para(words)), style())) == f"Title\n{words}"


def test_each_script_is_told_to_word() -> None:
    assert [script for script, _ in stretches(f"{ARABIC}, {ARABIC} 42 EUR")] == ["rtl", ""]
    assert list(stretches(CHINESE)) == [("zh", CHINESE)]
    assert list(stretches("日本は")) == [("ja", "日本は")]
    assert list(stretches(KOREAN)) == [("ko", KOREAN)]
    assert list(stretches("日本", '<w:lang w:val="ja"/>')) == [("ja", "日本")]
    assert not needs_telling("Müller & Söhne – “Größe”")
    assert dressed("<w:b/>", "rtl") == "<w:b/><w:bCs/><w:rtl/>"
    assert dressed('<w:rStyle w:val="T"/><w:b/>', "ja").startswith('<w:rStyle w:val="T"/><w:rFonts ')


def test_a_paragraph_runs_from_where_its_first_letters_do() -> None:
    word = text(
        clause("1", ARABIC, "a"),
        item(1, "1.1", "1.1", "b", Defined(HEBREW), " pays."),
        item(1, "1.2", "1.2", "c", "The word ", Text(ARABIC, bold=True), " means services."),
        grid((ARABIC, "EUR"), ("x", "1")),
        lang="ar",
    )
    root = body(word)
    found = {
        "".join(t.text or "" for t in p.iter(f"{{{W}}}t")): p.find("w:pPr/w:bidi", NS) is not None for p in root.iter(f"{{{W}}}p")
    }
    assert found[ARABIC]
    assert found[f'"{HEBREW}" pays.'] or found[f"“{HEBREW}” pays."]
    assert not found[f"The word {ARABIC} means services."]
    assert root.find(".//w:tbl/w:tblPr/w:bidiVisual", NS) is not None
    assert root.find("w:body/w:sectPr/w:bidi", NS) is not None
    assert b"bidi" not in part(agreement(), "word/document.xml")


def test_a_name_that_a_field_prints_turns_no_sentence_of_another_language() -> None:
    name, firm = Placeholder("parties.customer.legal_name"), Placeholder("parties.supplier.legal_name")
    printed = {("", name): ARABIC, ("", firm): "Example Services Ltd"}
    word = text(
        item(1, "(1)", "(1)", "", Text(HEBREW, bold=True), f", of {HEBREW} (the ", Defined("Customer"), ").", clause=""),
        clause("1", "Parties", "a"),
        item(1, "1.1", "1.1", "b", name, ", of ", name, "."),
        item(1, "1.2", "1.2", "c", firm, f" {ARABIC}."),
        para(name, " pays."),
        para(name),
        printed=printed,
    )
    found = {
        "".join(t.text or "" for t in p.iter(f"{{{W}}}t")): p.find("w:pPr/w:bidi", NS) is not None
        for p in body(word).iter(f"{{{W}}}p")
    }
    assert not found[f"{HEBREW}, of {HEBREW} (the “Customer”)."]
    assert [found[f"{ARABIC}, of {ARABIC}."], found[f"{ARABIC} pays."]] == [False, False]
    assert [found[f"Example Services Ltd {ARABIC}."], found[ARABIC]] == [True, True]


def test_bold_and_size_of_styles_count_for_right_to_left_words() -> None:
    styles = etree.fromstring(part(agreement(), "word/styles.xml"))
    for props in styles.iter(f"{{{W}}}rPr"):
        for name in ("b", "i", "sz"):
            assert (props.find(f"w:{name}", NS) is None) == (props.find(f"w:{name}Cs", NS) is None)


def test_a_draft_bears_its_mark_across_every_page_and_a_copy_to_sign_none() -> None:
    for status, marked in (("draft", True), ("execution", False)):
        parts = unpack(render(text(para("x"), status=status, mark='Draft "2" & more'), style()))
        headers = [data for name, data in parts.items() if re.fullmatch(r"word/header\d+\.xml", name)]
        assert headers
        for data in headers:
            strings = [each.get("string") for each in etree.fromstring(data).iter("{urn:schemas-microsoft-com:vml}textpath")]
            assert ('Draft "2" & more' in strings) is marked
    assert "PowerPlus" not in extract(render(agreement(), style()), frames=True)


@pytest.mark.parametrize("columns", [2, 3])
def test_an_address_with_hyphens_gets_a_column_as_wide_as_its_line_where_there_is_room(columns: int) -> None:
    address = "Account manager, account-manager@example.org"
    rest = ("A matter is late or disputed and must be settled", "Service owner", "1 Business Day", "1")[: columns - 1]
    table = grid(("Contact", *(f"Head {at}" for at in range(columns - 1))), (address, *rest))
    widths = [int(col.get(f"{{{W}}}w")) for col in body(text(table)).iter(f"{{{W}}}gridCol")]
    assert widths[0] > 3_500
    assert sum(widths) == style().width


def test_the_sdk_of_office_finds_nothing_wrong() -> None:
    scalpel = pytest.importorskip("docx_scalpel")
    mixed = text(
        para(f"{CHINESE} (Services)", kind="title", level=1),
        clause("1", ARABIC, "a"),
        item(1, "1.1", "1.1", "b", f"{JAPANESE} {KOREAN} ", Text(HEBREW, bold=True, italic=True)),
        grid((ARABIC, "EUR"), ("x", "1")),
        lang="ar",
    )
    for word in (agreement(12), text(*agreement(4).blocks, status="execution"), mixed):
        for packing in ("stored", "deflated"):
            result = scalpel.verify_deliverable(render(word, style(), packing))
            assert result.decision == scalpel.DeliverableVerificationDecision.PASSED, result.findings
            assert not result.findings


def test_every_own_contract_passes_too(request: pytest.FixtureRequest) -> None:
    scalpel = pytest.importorskip("docx_scalpel")
    files = sorted(Path(request.config.rootpath).glob("contracts/*/*/contract.docx"))[::4]
    assert files
    for path in files:
        result = scalpel.verify_deliverable(path.read_bytes())
        assert result.decision == scalpel.DeliverableVerificationDecision.PASSED, (path, result.findings)
