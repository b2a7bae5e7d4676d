"""The Word file itself: what it prints, its frames and settings, the same bytes every time, and others that open it."""

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from libreoffice import needs_libreoffice, saved_as
from lxml import etree
from word_count import NS, attribute, counted, words_of
from word_make import CUSTOMER, NOTICE, SUPPLIER, agreement, clause, grid, para, style, text
from word_sample import contract
from word_text import extract

from clmctl.model.block import Block, Image, Link, Placeholder
from clmctl.model.word.text import WordText
from clmctl.text.dialect.blocks import blocks
from clmctl.text.printing.printed import plain
from clmctl.word.compose import compose, contract_docx, picture_paths
from clmctl.word.package import unpack
from clmctl.word.render import render
from clmctl.word.source import status_of
from clmctl.word.xml import W, visible

HERE = Path(__file__).parent
CONTROL = "".join(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0))))


def part(word: WordText, name: str) -> str:
    return unpack(render(word, style()))[name].decode()


def body(word: WordText) -> etree._Element:
    return etree.fromstring(part(word, "word/document.xml").encode())


def showing(value: str) -> WordText:
    return text(para("Before"), para(NOTICE), para("After"), printed={("", NOTICE): value})


@given(
    value=st.text(min_size=1)
    | st.text(alphabet="&<>\"']! \t\n\r{}|*#\u202e\u05d0\u0627\u200f\U0001f600e\u0301\u00a0", max_size=20)
)
@example("]]>")
@example("<w:p/>&amp;&#x41; 'single' \"double\"")
@example("עברית and العربية \u202eabc\u202c 👩‍👩‍👧‍👦 é")
@example("  leading, trailing and  double  ")
@example("\ttab\nline\r\nend\r")
@example("{{ money.total }} {?gdpr}x{/} ]] [Section](#x)")
@example("=cmd|'/c calc'!A1")
def test_a_printed_value_arrives_as_it_is(value: str) -> None:
    shown = visible(value)
    assert extract(render(showing(value), style())) == f"Customer Services Agreement\nBefore\n{shown}\nAfter"
    usual = value.replace("\r\n", "\n").replace("\r", "\n")
    if not any(char in CONTROL or char in "\ufffe\uffff" for char in usual):
        assert shown == usual


@pytest.mark.parametrize("char", [*CONTROL, "\ud800", "\udfff", "\ufffe", "\uffff"])
def test_a_control_character_is_shown_and_never_obeyed(char: str) -> None:
    shown = visible(f"a{char}b")
    assert len(shown) == 3
    assert shown[1] != char
    assert shown[1] == (chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\u2421" if char == "\x7f" else "\ufffd")
    assert extract(render(showing(f"a{char}b"), style())).split("\n")[2] == shown


@given(words=st.text(min_size=1, max_size=30))
def test_title_and_names_arrive_as_they_are(words: str) -> None:
    word = text(Block("data", 1, (Placeholder("signatures"),)), title=words, parties=(replace(SUPPLIER, legal_name=words),))
    docx = render(word, style())
    assert extract(docx).startswith(visible(words) + "\n")
    assert visible(words) in extract(docx)[len(visible(words)) :]
    core = etree.fromstring(unpack(docx)["docProps/core.xml"])
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == visible(words).replace("\r", "\n")


def test_typed_quotes_are_curly_in_english_and_as_typed_in_a_field() -> None:
    word = text(para("The \"Supplier's\" duty: ('now') ", NOTICE), printed={("", NOTICE): '"o\'clock"'})
    assert extract(render(word, style())).endswith('The “Supplier’s” duty: (‘now’) "o\'clock"')
    german = text(para('Das "Wort"'), lang="de")
    assert extract(render(german, style())).endswith('Das "Wort"')


def test_headers_and_footers_name_the_contract() -> None:
    lines = extract(render(agreement(), style()), frames=True).split("\n")
    assert lines[0] == "Customer Services Agreement\tDraft"
    assert lines[-1] == "MSA-2026-0042\tPage 1 of 1"
    footer = etree.fromstring(part(agreement(), "word/footer3.xml").encode())
    assert [code.text for code in footer.iter(f"{{{W}}}instrText")] == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize(("lang", "said"), [("de", "Entwurf"), ("fr", "Projet"), ("en-US", "Draft"), ("xx", "Draft")])
def test_the_draft_mark_is_in_the_language_of_the_contract(lang: str, said: str) -> None:
    assert said in extract(render(replace(agreement(), lang=lang), style()), frames=True).split("\n")[0]


def test_an_own_draft_mark_takes_its_place() -> None:
    first = extract(render(replace(agreement(), mark="Draft 3 & last"), style()), frames=True).split("\n")[0]
    assert first.endswith("\tDraft 3 & last")


def test_a_draft_tracks_changes_and_an_execution_copy_does_not() -> None:
    draft, final = agreement(), replace(agreement(), status="execution")
    assert "<w:trackRevisions/>" in part(draft, "word/settings.xml")
    assert "trackRevisions" not in part(final, "word/settings.xml")
    assert "documentProtection" not in part(final, "word/settings.xml")
    assert "Draft" not in extract(render(final, style()), frames=True).replace("Drafting", "")
    for word in (draft, final):
        assert "updateFields" not in part(word, "word/settings.xml")
        assert 'w:name="compatibilityMode"' in part(word, "word/settings.xml")


@pytest.mark.parametrize(
    ("stage", "status"),
    [("draft", "draft"), ("negotiation", "draft"), ("approval", "draft"), ("signature", "execution"), ("executed", "execution")],
)
def test_what_is_rendered_at_a_stage(stage: str, status: str) -> None:
    assert status_of(contract(("stage: draft", f"stage: {stage}"))) == status


def test_signatures_stand_side_by_side_and_are_kept_together() -> None:
    word = text(Block("data", 1, (Placeholder("signatures"),)))
    tables = list(body(word).iter(f"{{{W}}}tbl"))
    assert len(tables) == 2  # the customer has two signatories
    first = ["|".join(words_of(p) for p in row.iter(f"{{{W}}}p")) for row in tables[0].iter(f"{{{W}}}tr")]
    assert first == [
        "Signed for and on behalf of\nBrightwater Services Ltd||Signed for and on behalf of\nHollenfeld Maschinen GmbH",
        "Signature|||Signature|",
        "Name|Ada Quill||Name|Jan Hollen",
        "Title|Director||Title|Managing Director",
        "Date|||Date|",
    ]
    for table in tables:
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in table.iter(f"{{{W}}}tr"))
        assert all(p.find("w:pPr/w:keepNext", NS) is not None for p in table.iter(f"{{{W}}}p"))


def test_three_parties_sign_in_two_rows_of_blocks() -> None:
    third = replace(SUPPLIER, key="guarantor", legal_name="Third AG", signatories=())
    words = extract(render(text(Block("data", 1, (Placeholder("signatures"),)), parties=(SUPPLIER, CUSTOMER, third)), style()))
    assert words.count("Signature") == 4
    assert words.index("Hollenfeld") < words.index("Third AG")


def test_the_words_before_the_signatures_stay_with_them() -> None:
    root = body(agreement())
    leading = next(p for p in root.iter(f"{{{W}}}p") if words_of(p).startswith("The parties have signed"))
    assert leading.find("w:pPr/w:keepNext", NS) is not None


def table_of(word: WordText) -> etree._Element:
    return next(body(word).iter(f"{{{W}}}tbl"))


def test_a_table_repeats_its_head_and_splits_no_row() -> None:
    rows = list(table_of(agreement()).iter(f"{{{W}}}tr"))
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True, False, False]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)


def test_a_long_table_may_be_parted_by_a_page_and_a_short_one_not() -> None:
    head, row = ("Item", "Fee"), ("Support", "1")
    for count, kept in ((4, 4), (30, 2)):
        table = table_of(text(clause("1", "Fees", "c"), grid(head, *[row] * count)))
        rows = list(table.iter(f"{{{W}}}tr"))
        assert [r.find(".//w:keepNext", NS) is not None for r in rows] == [at < kept for at in range(count + 1)]


def widths(*rows: tuple[str, ...]) -> list[int]:
    table = table_of(text(clause("1", "Fees", "c"), grid(*rows)))
    return [int(column.get(f"{{{W}}}w", "")) for column in table.iter(f"{{{W}}}gridCol")]


LONG = "Minutes in the month in which the Services could be used, divided by all minutes in the month, and so on and on"


@pytest.mark.parametrize(
    "rows",
    [
        (("Item", "Quantity", "Unit price", "Currency", "Charged"), (LONG, "Each client", "120.00", "EUR", "Monthly")),
        (("Objective", "How", "Target"), ("Clients stay", LONG, "92 percent")),
        (("A", "B"), ("x", "y")),
        (tuple(f"Column{n}" for n in range(14)), tuple("Internationalisation" for _ in range(14))),
        (("", ""), ("", "")),
        ((LONG, LONG), (LONG, LONG)),
    ],
)
def test_columns_fill_the_room_and_none_vanishes(rows: tuple[tuple[str, ...], ...]) -> None:
    found = widths(*rows)
    assert sum(found) == style().width - 720  # a clause's text stands in from the margin
    assert min(found) > 200


def test_short_cells_stand_on_one_line_beside_long_ones() -> None:
    found = widths(("Objective", "How", "Target"), ("Clients stay", LONG, "92 percent"))
    assert found[1] > found[0] > 1_200  # twelve letters of 9 point, with the cell's margins
    assert found[2] > 1_100


def test_figures_stand_to_the_right_and_row_names_to_the_left() -> None:
    root = table_of(text(clause("1", "F", "c"), grid(("No", "Fee", "What"), ("1", "EUR 1,200.50", "x"), ("2", "90", "y"))))
    aligned = [attribute(p, "w:pPr/w:jc") for p in root.iter(f"{{{W}}}p")]
    assert aligned == ["", "right", ""] * 3


def test_a_table_of_data_prints_its_rows() -> None:
    rows = list(table_of(compose(contract(), style())).iter(f"{{{W}}}tr"))
    assert [[words_of(p) for p in row.iter(f"{{{W}}}p")] for row in rows] == [
        ["Service", "Must be reached"],
        ["Support", "4 hours"],
        ["Portal", "99 percent"],
    ]


def test_two_tables_do_not_grow_into_one() -> None:
    root = body(text(clause("1", "F", "c"), grid(("A",), ("1",)), grid(("B",), ("2",))))
    after = [table.getnext() for table in root.iter(f"{{{W}}}tbl")]
    assert all(one is not None and one.tag == f"{{{W}}}p" for one in after)


@pytest.mark.parametrize(("lang", "said"), [("en", "en-GB"), ("de", "de-DE"), ("en-US", "en-US"), ("pt-BR", "pt-BR")])
def test_proofing_is_in_the_language_of_the_contract(lang: str, said: str) -> None:
    styles = etree.fromstring(part(replace(agreement(), lang=lang), "word/styles.xml").encode())
    assert attribute(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang") == said


def test_words_in_the_other_language_say_so() -> None:
    word = text(para("In English."), para("Auf Deutsch.")._replace(lang="de"))
    said = {words_of(run): attribute(run, "w:rPr/w:lang") for run in body(word).iter(f"{{{W}}}r")}
    assert said["Auf Deutsch."] == "de-DE"
    assert said["In English."] == ""


def test_paragraphs_wear_the_styles_of_their_place() -> None:
    found = {p.words[:20]: p.style for p in counted(render(agreement(), style()))}
    assert found["Scope"] == "Heading1"
    assert found["Goals. The Supplier’"] == "ClauseLevel2"
    assert found["by day; and"] == "ClauseLevel4"
    assert found["the first half; and"] == "ClauseLevel5"
    assert found["Late payment"] == "Heading2"
    assert found["in cash, or"] == "ClauseBullet"
    assert found["Drafting note: check"] == "DraftingNote"
    assert found["\nData processing"] == "ScheduleHeading"
    assert found["as told by the Custo"] == "ScheduleLevel3"


def test_links_out_go_to_web_and_mail_only() -> None:
    word = text(
        para(
            Link("site", "https://example.com/?a=1&b=2"),
            " ",
            Link("mail", "mailto:a@example.com"),
            " ",
            Link("x", "file:///etc/passwd"),
        )
    )
    root = etree.fromstring(part(word, "word/_rels/document.xml.rels").encode())
    outside = [rel.get("Target") for rel in root if rel.get("TargetMode") == "External"]
    assert outside == ["https://example.com/?a=1&b=2", "mailto:a@example.com"]
    assert extract(render(word, style())).endswith("site mail x (file:///etc/passwd)")


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_pictures_stand_in_the_line_no_wider_than_the_text() -> None:
    word = text(
        para("A ", Image("plan & map", "a.png"), Image("again", "b.png"), Image("gone", "c.png"), Image("text", "d.txt")),
        pictures={"a.png": png(4000, 10), "b.png": png(4000, 10), "d.txt": b"words"},
    )
    parts = unpack(render(word, style()))
    assert [name for name in parts if "media" in name] == ["word/media/image1.png"]
    document = parts["word/document.xml"].decode()
    assert document.count("<a:blip ") == 2
    assert 'descr="plan &amp; map"' in document
    assert {int(size) for size in re.findall(r'<wp:extent cx="(\d+)"', document)} == {style().width * 635}
    assert "[Picture: gone][Picture: text]" in extract(render(word, style()))


def test_paths_of_pictures_are_those_the_text_names() -> None:
    assert picture_paths(contract(("## Fees {#fees}", "![Plan](attachments/plan.png)\n\n## Fees {#fees}"))) == (
        "attachments/plan.png",
    )
    assert picture_paths(contract()) == ()


def test_the_zip_is_plain_and_dated_to_nothing() -> None:
    stored, deflated = (render(agreement(), style(), packing) for packing in ("stored", "deflated"))
    assert unpack(stored) == unpack(deflated)
    assert next(iter(unpack(stored))) == "[Content_Types].xml"
    assert len(deflated) < len(stored) / 4
    for docx, method in ((stored, zipfile.ZIP_STORED), (deflated, zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            assert archive.testzip() is None
            for info in archive.infolist():
                assert info.compress_type == method or info.file_size <= 64
                assert info.date_time == (1980, 1, 1, 0, 0, 0)
                assert (info.extra, info.comment) == (b"", b"")


_PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from word_make import agreement, style
from word_sample import contract
from clmctl.word.compose import contract_docx
from clmctl.word.render import render
for docx in (render(agreement(14), style()), contract_docx(contract(), style()), render(agreement(), style(), "deflated")):
    print(hashlib.sha256(docx).hexdigest())
print(style().digest)
"""


def test_the_same_source_gives_the_same_bytes_in_every_process() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(HERE)],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(HERE.parent.parent)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone, locale in (("1", "UTC", "C"), ("4711", "Pacific/Kiritimati", "tr_TR.UTF-8"))
    }
    assert len(answers) == 1
    assert render(agreement(), style()) == render(agreement(), style())


def test_nothing_in_the_file_says_when_or_by_whom_it_was_made() -> None:
    parts = unpack(contract_docx(contract(), style()))
    core = parts["docProps/core.xml"].decode()
    assert not re.search(r"created|modified|creator|lastModifiedBy|revision", core)
    assert not re.search(rb"w:rsid|w14:paraId", parts["word/document.xml"])


def test_python_docx_opens_it() -> None:
    docx = pytest.importorskip("docx")
    opened = docx.Document(io.BytesIO(render(agreement(), style(), "deflated")))
    assert opened.core_properties.title == "Customer Services Agreement"
    assert opened.core_properties.identifier == "MSA-2026-0042"
    styles = [paragraph.style.name for paragraph in opened.paragraphs]
    assert styles[0] == "Title"
    assert "Heading 1" in styles
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == ["Item", "What it covers", "Amount"]
    assert opened.sections[0].different_first_page_header_footer


def tokens(words: str) -> list[str]:
    """Words and numbers alone: quotes straight, marks of layout and the dots after clause numbers away."""
    straight = words.translate(str.maketrans("“”‘’\u00a0", "\"\"'' "))
    straight = re.sub(r"^(\s*\d+)\.(?=\s)", r"\1", straight, flags=re.MULTILINE)
    straight = re.sub(r"^(Schedule \d+):", r"\1", straight, flags=re.MULTILINE)
    return straight.replace(" | ", " ").replace("\ufeff", "").split()


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_prints_what_the_text_prints(tmp_path: Path) -> None:
    made = contract(("# Signatures\n\n{{ signatures }}\n", ""))
    (tmp_path / "contract.docx").write_bytes(contract_docx(made, style(), packing="deflated"))
    printed = saved_as("txt:Text (encoded):UTF8", tmp_path / "contract.docx", tmp_path).read_text(encoding="utf-8")
    assert tokens(printed) == tokens(plain(made, blocks(made.text)))


def test_a_whole_contract_of_everything_prints_each_word() -> None:
    made = contract()
    words = extract(contract_docx(made, style())).replace("\u00a0", " ")
    for said in ("Nordwind GmbH guarantees it & pays < 3 days", "EUR 12,000.00", "sixty (60) days", "(the “Nordwind”)."):
        assert said in words
