"""Every kind of edit that tracking does not show is found and told for what it is; what says the same raises no alarm."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from libreoffice import WORD, needs_libreoffice, saved_as
from receive_make import (
    FRONT,
    SETTINGS,
    TEXT,
    altered,
    contract,
    inserted,
    paragraph_of,
    parts,
    received,
    redlined,
    replaced,
    styled,
    word_file,
)

from clmctl.model.returned import ReturnedRow
from clmctl.negotiation.receiving.receive import Choice, text_with
from clmctl.word.package import pack, part, unpack

SENT = word_file(contract())
NOTHING = Choice({}, {}, {})


def weighty(docx: bytes) -> list[ReturnedRow]:
    return list(received(docx).weighty)


def text_of(docx: bytes) -> str:
    return text_with(received(docx), NOTHING, SETTINGS.catalogue).decode().removeprefix(FRONT)


def without(words: str) -> Callable[[str], str]:
    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        return xml[:start] + xml[end:]

    return change


def again(words: str, new: str) -> Callable[[str], str]:
    """The paragraph once more, with other words."""

    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        copy = re.sub(r"<w:bookmark\w+ [^>]*>", "", xml[start:end]).replace(words, new)
        return xml[:end] + copy + xml[end:]

    return change


def restyled(words: str, old: str, new: str) -> Callable[[str], str]:
    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        return xml[:start] + xml[start:end].replace(f'w:val="{old}"', f'w:val="{new}"', 1) + xml[end:]

    return change


def retargeted(xml: str) -> str:
    """The second reference leads where the first does, and shows what it showed."""
    return xml.replace("REF _clm_svc_plan ", "REF _clm_fees ", 1)


BOX = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>The Customer pays all costs of the Supplier.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</w:r></w:p>"
)


def boxed(xml: str) -> str:
    _, end = paragraph_of(xml, "No change is made by conduct.")
    return xml[:end] + BOX + xml[end:]


def noted(docx: bytes) -> bytes:
    """A footnote that came without tracking."""
    notes = (
        '<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>This does not bind the Customer.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )

    found = {name: data.decode() if name.endswith((".xml", ".rels")) else data for name, data in unpack(docx).items()}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = str(found["[Content_Types].xml"])
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>'
    found["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>")
    relation = f'<Relationship Id="rIdn" Type="{office}/footnotes" Target="footnotes.xml"/>'
    rels = str(found["word/_rels/document.xml.rels"])
    found["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{relation}</Relationships>")
    document = str(found["word/document.xml"])
    at = document.index("No change is made by conduct.") + len("No change is made by conduct.</w:t></w:r>")
    found["word/document.xml"] = f'{document[:at]}<w:r><w:footnoteReference w:id="2"/></w:r>{document[at:]}'
    found["word/footnotes.xml"] = notes
    return pack([part(name, data) for name, data in found.items()], "deflated")


def _header() -> str:
    return next(name.rpartition("/")[2].removesuffix(".xml") for name in parts(SENT) if re.match(r"word/header\d", name))


def _footer() -> str:
    return next(name.rpartition("/")[2].removesuffix(".xml") for name in parts(SENT) if re.match(r"word/footer\d", name))


def worded(words: str) -> Callable[[str], str]:
    """A word put behind the first words of a part."""
    return lambda xml: re.sub(r"(<w:t[^>]*>)([^<]+)", rf"\1{words} \2", xml, count=1)


CONSENT = "with the consent of the Customer"


def hidden_style(xml: str) -> str:
    style = re.search(r'w:styleId="Quote".*?</w:style>', xml, re.DOTALL)
    assert style
    hidden = style[0].replace("<w:rPr>", "<w:rPr><w:vanish/>", 1)
    return xml.replace(style[0], hidden)


def late_start(xml: str) -> str:
    return re.sub(r'(<w:lvl w:ilvl="0"><w:start w:val=)"1"', r'\1"5"', xml, count=1)


def moved(words: str, behind: str) -> Callable[[str], str]:
    """The paragraph in another place."""

    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        rest = xml[:start] + xml[end:]
        _, at = paragraph_of(rest, behind)
        return rest[:at] + xml[start:end] + rest[at:]

    return change


Edit = Callable[[bytes], bytes]


def document(change: Callable[[str], str]) -> Edit:
    return part_of("document", change)


def part_of(name: str, change: Callable[[str], str]) -> Edit:
    return lambda docx: altered(docx, **{name: change})


NO_CONDUCT = "No change is made by conduct."
#: what was done: the file, the kind and the manner it is told as, words it tells
EDITS: dict[str, tuple[Edit, str, str, str]] = {
    "a word": (document(replaced("reasonable care", "average care")), "changed", "silent", "average"),
    "a number": (document(replaced("at 4%", "at 9%")), "changed", "silent", "9"),
    "a not": (document(replaced("may use subcontractors", "may not use subcontractors")), "changed", "silent", "not"),
    "a not taken out": (document(replaced("does not limit", "does limit")), "changed", "silent", "not"),
    "a field": (document(replaced("sixty (60) days", "thirty (30) days")), "field", "silent", "thirty"),
    "a field no file can hold": (
        document(replaced("sixty (60) days", "99999999999999 days")),
        "changed",
        "silent",
        "99999999999999",
    ),
    "a name": (document(replaced("Lark Publishing Ltd", "Lark Holdings Ltd")), "field", "silent", "Holdings"),
    "a paragraph deleted": (document(without(NO_CONDUCT)), "deleted", "silent", "conduct"),
    "a paragraph added": (document(again(NO_CONDUCT, "The Supplier pays all costs.")), "inserted", "silent", "costs"),
    "a paragraph moved": (document(moved(NO_CONDUCT, "Prices rise")), "moved", "silent", "conduct"),
    "a cell": (document(replaced("250.00", "550.00")), "changed", "silent", "550"),
    "a reference retargeted": (document(retargeted), "reference", "silent", ""),
    "a header": (part_of(_header(), worded("Superseded")), "header", "silent", "Superseded"),
    "a footer": (part_of(_footer(), worded("Subject to our terms")), "footer", "silent", "terms"),
    "words hidden": (document(styled(CONSENT, "<w:vanish/>")), "hidden", "hidden", "consent"),
    "words in white": (document(styled(CONSENT, '<w:color w:val="FFFFFF"/>')), "hidden", "hidden", "consent"),
    "words of one point": (document(styled(CONSENT, '<w:sz w:val="2"/>')), "hidden", "hidden", "consent"),
    "a style hidden": (part_of("styles", hidden_style), "hidden", "hidden", "quoted"),
    "words struck out": (document(styled(CONSENT, "<w:strike/>")), "struck", "silent", "consent"),
    "words made bold": (document(styled("subcontractors", "<w:b/>")), "format", "silent", "subcontractors"),
    "numbers in another form": (part_of("numbering", replaced('"lowerLetter"', '"upperRoman"')), "numbering", "silent", ""),
    "numbers that start elsewhere": (part_of("numbering", late_start), "numbering", "silent", ""),
    "another level": (document(restyled("on working days only.", "ClauseLevel3", "ClauseLevel2")), "level", "silent", ""),
    "a text box": (document(boxed), "box", "silent", "all costs"),
    "a footnote": (noted, "note", "silent", "bind"),
    "an insertion under our name": (
        document(inserted("may use subcontractors", " freely", "Ada Quill")),
        "changed",
        "ours-name",
        "freely",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_it_is_found(name: str) -> None:
    edit, kind, how, words = EDITS[name]
    rows = weighty(edit(SENT))
    assert (kind, how) in [(row.kind, row.how) for row in rows], [(row.kind, row.how, row.words, row.remark) for row in rows]
    assert rows[0].deceives
    told = next(row for row in rows if (row.kind, row.how) == (kind, how))
    assert words in "".join(change.old + change.new for change in told.words)


@pytest.mark.parametrize("name", EDITS)
def test_nothing_else_is_told(name: str) -> None:
    edit, kind, _, _ = EDITS[name]
    assert {row.kind for row in weighty(edit(SENT))} == {kind}


def liability_first(text: str) -> str:
    start, end = text.index("## Liability"), text.index("# Schedule 1")
    return (text[:start] + text[end:]).replace("## Services", text[start:end] + "## Services", 1)


#: What somebody tracked, around the edits that nobody did: a clause moved, paragraphs come, gone, joined and set otherwise.
TRACKED = {
    "a clause moved": liability_first,
    "paragraphs come and gone": lambda text: text.replace("1. Prices are net of tax.\n", "").replace(
        "1. The Supplier is liable", "1. Nobody else is liable.\n2. The Supplier is liable"
    ),
    "another level": lambda text: text.replace("2. Nothing limits liability", "   1. Nothing limits liability"),
    "other words": lambda text: text.replace("2. The Customer wants them.", "2. The Customer needs and wants them.").replace(
        "Further prices are", "No further price is"
    ),
}


@pytest.mark.parametrize("tracked", TRACKED)
@pytest.mark.parametrize("name", EDITS)
def test_it_is_found_beside_what_was_tracked(name: str, tracked: str) -> None:
    edit, kind, how, words = EDITS[name]
    rows = weighty(edit(redlined(contract(), contract(TRACKED[tracked](TEXT)))))
    told = [row for row in rows if row.deceives]
    assert (kind, how) in [(row.kind, row.how) for row in told], [(row.kind, row.how, row.words, row.remark) for row in rows]
    assert {row.kind for row in told} == {kind}
    assert any(words in "".join(change.old + change.new for change in row.words) for row in told)


@pytest.mark.parametrize("tracked", TRACKED)
def test_what_was_tracked_raises_no_alarm(tracked: str) -> None:
    rows = weighty(redlined(contract(), contract(TRACKED[tracked](TEXT))))
    assert rows
    assert [row for row in rows if row.deceives] == []


def split_runs(xml: str) -> str:
    return xml.replace("reasonable care", 'reason</w:t></w:r><w:r><w:t xml:space="preserve">able care', 1)


def unlinked(xml: str) -> str:
    """Every field ended and its words left, as other programs do."""
    return re.sub(r"<w:fldChar [^>]*/>|<w:instrText[^>]*>[^<]*</w:instrText>", "", xml)


def typed_otherwise(xml: str) -> str:
    """The same, and one of the numbers another."""
    assert ">2.1(a)<" in xml
    return unlinked(xml).replace(">2.1(a)<", ">2.1(b)<", 1)


HARMLESS = {
    "nothing": SENT,
    "quotes": altered(SENT, document=lambda xml: xml.replace("“", '"').replace("”", '"')),
    "two spaces": altered(SENT, document=replaced("means what", "means  what")),
    "dashes": altered(SENT, document=lambda xml: xml.replace("non-", "non\u2011").replace("duties.", "duties.\u200b")),
    "hard spaces": altered(SENT, document=replaced("reasonable care", "reasonable\u00a0care")),
    "soft hyphens": altered(SENT, document=replaced("reasonable", "reason\u00adable")),
    "split runs": altered(SENT, document=split_runs),
    "language": altered(SENT, document=styled("subcontractors", '<w:lang w:val="en-US"/>')),
    "fields ended": altered(SENT, document=unlinked),
    "cached numbers": altered(SENT, document=lambda xml: xml.replace(">2.1(a)<", ">2.2(b)<", 1)),
    "revision ids": altered(SENT, document=lambda xml: xml.replace("<w:p>", '<w:p w:rsidR="00AB12CD">')),
    "proofing marks": altered(SENT, document=lambda xml: xml.replace("<w:r>", '<w:proofErr w:type="spellStart"/><w:r>', 3)),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_says_the_same_raises_no_alarm(name: str) -> None:
    assert weighty(HARMLESS[name]) == []
    assert text_of(HARMLESS[name]) == TEXT


def test_a_reference_that_came_back_typed_is_told_among_what_says_the_same() -> None:
    rows = [row for row in received(HARMLESS["fields ended"]).rows if row.remark]
    assert rows
    assert {(row.how, row.carried) for row in rows} == {("cosmetic", False)}
    assert all("stays a reference" in row.remark for row in rows)


def test_a_number_typed_over_a_reference_is_a_change() -> None:
    (row,) = weighty(altered(SENT, document=typed_otherwise))
    assert (row.kind, row.how) == ("changed", "silent")
    assert "".join(change.new for change in row.words if change.kind != "kept") == "2.1(b)"


@pytest.mark.slow
@needs_libreoffice
def test_opened_and_saved_by_libreoffice_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "sent.docx").write_bytes(SENT)
    saved = saved_as(WORD, tmp_path / "sent.docx", tmp_path).read_bytes()
    assert weighty(saved) == []
    assert text_of(saved) == TEXT


def test_a_level_set_silently_is_not_hidden_by_a_tracked_look_of_the_paragraph() -> None:
    """What was tracked states the level it had before that: another one than was sent."""

    def change(xml: str) -> str:
        start, end = paragraph_of(xml, "on working days only.")
        was = '<w:pPr><w:pStyle w:val="ClauseLevel2"/></w:pPr>'
        made = xml[start:end].replace('w:val="ClauseLevel3"', 'w:val="ClauseLevel2"', 1)
        told = f'<w:jc w:val="center"/><w:pPrChange w:id="901" w:author="Bo" w:date="2026-11-20T10:00:00Z">{was}</w:pPrChange>'
        return xml[:start] + made.replace("</w:pPr>", f"{told}</w:pPr>", 1) + xml[end:]

    rows = weighty(altered(SENT, document=change))
    assert [(row.kind, row.how) for row in rows] == [("level", "silent")]


def test_a_level_that_the_text_cannot_say_is_left_and_told_so() -> None:
    found = received(altered(SENT, document=restyled("on working days only.", "ClauseLevel3", "Footer")))
    (row,) = found.weighty
    assert (row.kind, row.how, row.carried) == ("level", "silent", False)
    assert "nothing was changed there" in row.remark
    assert text_with(found, NOTHING, SETTINGS.catalogue).decode() == FRONT + TEXT


def test_a_level_that_follows_from_another_paragraph_is_no_untrue_remark() -> None:
    """The items of a sub-clause whose heading went stand a level higher."""
    found = received(redlined(contract(), contract(TEXT.replace("### Changes {#changes}\n\n", ""))))
    assert all(row.carried for row in found.weighty)


@pytest.mark.parametrize("words", ["under a plan ", "Late sums bear ", "No change is "])
def test_a_paragraph_parted_without_tracking_is_told_so_whichever_half_is_longer(words: str) -> None:
    def parted(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        first, rest = xml[start:end].split(words, 1)
        properties = re.search("<w:pPr>.*?</w:pPr>", first)[0]
        cut = f'{words}</w:t></w:r></w:p><w:p>{properties}<w:r><w:t xml:space="preserve">'
        return f"{xml[:start]}{first}{cut}{rest}{xml[end:]}"

    assert [(row.kind, row.how) for row in weighty(altered(SENT, document=parted))] == [("split", "silent")]
