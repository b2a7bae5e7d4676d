"""What has gone brought into the newer file: its pictures, links, charts and notes, each once and under a name of its own."""

import re

import pytest
from word_parts import docx

from clmctl.word.comparing.compare import compare
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES, RELS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_OUTSIDE = ' TargetMode="External"'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def p(words: str, more: str = "") -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r>{more}</w:p>"


STAYS = p("It stays here as it was."), p("Last of all.")
NEW = "".join(STAYS)


def gone(inside: str, **others: str) -> bytes:
    """A file with more between the two paragraphs that stay."""
    return docx(inside.join(STAYS), **others)


def picture(id_: str) -> str:
    shape = f'<v:shape style="width:20pt;height:20pt"><v:imagedata r:id="{id_}"/></v:shape>'
    return f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">{shape}</w:pict></w:r>'


def relations(*items: tuple[str, str, str]) -> bytes:
    """The relations of a part: of each its id, what kind it is and where it leads."""
    said = "".join(
        f'<Relationship Id="{id_}" Type="{KINDS}/{kind}" Target="{target}"{_OUTSIDE if target.startswith("https:") else ""}/>'
        for id_, kind, target in items
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'.encode()


def types(*named: tuple[str, str]) -> bytes:
    """The types of parts, each stated by its name."""
    said = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in named)
    return f'<Types xmlns="{PACKAGE}/content-types">{said}</Types>'.encode()


def holding(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The file with these parts, too."""
    return pack([part(name, each) for name, each in {**unpack(data), **parts}.items()])


def redline(old: bytes, new: bytes) -> dict[str, bytes]:
    made = compare(old, new, author="Ann", date="2026-11-22T00:00:00Z").docx
    read_word(made)
    return dict(unpack(made))


def led(rels: bytes) -> list[str]:
    return re.findall(r'Target="([^"]*)"', rels.decode())


def noted(more: dict[str, bytes]) -> bytes:
    """A file of whose paragraphs one has a note, which links to an address, and goes."""
    words = '<w:p><w:hyperlink r:id="law"><w:r><w:t>The law as it stands.</w:t></w:r></w:hyperlink></w:p>'
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    file = gone(p("This one goes away.", NOTE), footnotes=f'{separator}<w:footnote w:id="2">{words}</w:footnote>')
    link = relations(("law", "hyperlink", "https://law.example/"))
    return holding(file, {"word/_rels/footnotes.xml.rels": link, **more})


def test_a_note_that_links_goes_with_its_link_where_the_newer_file_has_no_notes() -> None:
    made = redline(noted({TYPES: types(("word/footnotes.xml", "a/note"))}), docx(NEW))
    assert b"The law as it stands." in made["word/footnotes.xml"]
    assert led(made[RELS]) == ["footnotes.xml"]
    assert made[TYPES].count(b"/word/footnotes.xml") == 1
    ids = re.findall(rb'<w:hyperlink[^>]* \w+:id="(\w+)"', made["word/footnotes.xml"])
    assert [made["word/_rels/footnotes.xml.rels"].count(b'Id="%s"' % id_) for id_ in ids] == [1]


def test_notes_come_beside_a_part_of_their_name_that_nothing_leads_to() -> None:
    made = redline(noted({TYPES: types()}), holding(docx(NEW), {"word/footnotes.xml": b"<other/>"}))
    assert made["word/footnotes.xml"] == b"<other/>"
    assert b"The law as it stands." in made["word/footnotes_old.xml"]
    assert led(made[RELS]) == ["footnotes_old.xml"]


def test_a_file_without_the_types_of_its_parts_is_compared_too() -> None:
    parts = {name: data for name, data in unpack(docx(NEW)).items() if name != TYPES}
    assert "word/footnotes.xml" in redline(noted({}), pack([part(name, data) for name, data in parts.items()]))


def test_a_note_in_a_table_that_goes_is_brought_along_once() -> None:
    cell = f"<w:tc><w:tcPr/>{p('A cell that goes.', NOTE)}</w:tc>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'
    note = f'<w:footnote w:id="2">{p("What it says.")}</w:footnote>'
    other = f'<w:footnote w:id="1">{p("Another note.")}</w:footnote>'
    assert redline(gone(table, footnotes=note), docx(NEW))["word/footnotes.xml"].count(b"What it says.") == 1
    assert redline(gone(table, footnotes=note), docx(NEW, footnotes=other))["word/footnotes.xml"].count(b"<w:footnote ") == 2


def test_a_picture_shown_twice_has_its_type_once() -> None:
    old = gone(p("This one goes away.", picture("a")) + p("That one goes, too.", picture("b")))
    parts = {"word/media/i.png": b"old", TYPES: types(("word/media/i.png", "image/png"))}
    parts[RELS] = relations(("a", "image", "media/i.png"), ("b", "image", "media/i.png"))
    made = redline(holding(old, parts), docx(NEW))
    assert made[TYPES].count(b'PartName="/word/media/i.png"') == 1
    assert set(led(made[RELS])) == {"media/i.png"}


def test_a_picture_whose_ending_is_another_type_in_the_newer_file_has_its_own() -> None:
    def usual(kind: str) -> bytes:
        return f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" ContentType="{kind}"/></Types>'.encode()

    parts = {"word/media/i.bin": b"old", RELS: relations(("a", "image", "media/i.bin"))}
    old = holding(gone(p("This one goes away.", picture("a"))), parts)
    made = redline(holding(old, {TYPES: usual("a/picture")}), holding(docx(NEW), {TYPES: usual("a/printer")}))
    assert made[TYPES].count(b'PartName="/word/media/i.bin" ContentType="a/picture"') == 1
    assert made[TYPES].count(b"<Default ") == 1
    alike = redline(holding(old, {TYPES: usual("a/picture")}), holding(docx(NEW), {TYPES: usual("a/picture")}))
    assert b"Override" not in alike[TYPES]


def test_a_name_that_differs_in_case_alone_is_taken() -> None:
    old = gone(p("This one goes away.", picture("a")))
    parts = {"word/media/i.png": b"old", RELS: relations(("a", "image", "media/i.png"))}
    made = redline(holding(old, parts), holding(docx(NEW), {"word/media/I.png": b"new"}))
    assert (made["word/media/I.png"], made["word/media/i_old.png"]) == (b"new", b"old")


def test_what_a_chart_leads_to_is_its_own_and_not_the_newer_files_of_that_name() -> None:
    old = gone(p("This one goes away.", picture("a")))
    parts = {"word/charts/c.xml": b"<c/>", "word/embeddings/b.xlsx": b"old", RELS: relations(("a", "chart", "charts/c.xml"))}
    parts["word/charts/_rels/c.xml.rels"] = relations(("b", "package", "../embeddings/b.xlsx"))
    made = redline(holding(old, parts), holding(docx(NEW), {"word/embeddings/b.xlsx": b"new"}))
    assert led(made["word/charts/_rels/c.xml.rels"]) == ["../embeddings/b_old.xlsx"]
    assert (made["word/embeddings/b.xlsx"], made["word/embeddings/b_old.xlsx"]) == (b"new", b"old")


def test_parts_that_lead_to_each_other_are_brought_along_once() -> None:
    old = gone(p("This one goes away.", picture("a")))
    parts = {"word/a.xml": b"<a/>", "word/b.xml": b"<b/>", RELS: relations(("a", "image", "a.xml"))}
    parts |= {f"word/_rels/{one}.xml.rels": relations((other, "image", f"{other}.xml")) for one, other in ("ab", "ba")}
    made = redline(holding(old, parts), docx(NEW))
    assert [led(made[f"word/_rels/{one}.xml.rels"]) for one in "ab"] == [["b.xml"], ["a.xml"]]


LINKED = '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>Words that link</w:t></w:r>{}</w:hyperlink></w:p>'
ROW = f"<w:tr><w:tc><w:tcPr/>{p('A cell.', NOTE)}</w:tc></w:tr>"
HOLDING = {
    "a link": LINKED.format(NOTE),
    "a table": f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{ROW}</w:tbl>',
}


@pytest.mark.parametrize("name", HOLDING)
def test_a_note_of_what_came_has_come_with_it(name: str) -> None:
    note = f'<w:footnote w:id="2">{p("What it says.")}</w:footnote>'
    made = redline(docx(NEW), gone(HOLDING[name], footnotes=note))["word/footnotes.xml"].decode()
    assert re.search(r"<w:ins [^>]*><w:r><w:t [^>]*>What it says.</w:t></w:r></w:ins>", made)
    same = redline(gone(HOLDING[name], footnotes=note), gone(HOLDING[name], footnotes=note))["word/footnotes.xml"]
    assert b"<w:ins " not in same


def test_a_note_that_is_referred_to_once_more_is_the_same_note() -> None:
    note = f'<w:footnote w:id="2">{p("What it says.")}</w:footnote>'
    once, twice = (gone(p("Has a note", NOTE) + p("and more", more), footnotes=note) for more in ("", NOTE))
    assert b"<w:ins " not in redline(once, twice)["word/footnotes.xml"]
