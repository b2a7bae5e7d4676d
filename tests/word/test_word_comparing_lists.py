"""Two Word files compared whose lists are others: what has gone keeps its number for who rejects that."""

import pytest
from lxml import etree
from word_parts import docx

from clmctl.word.check import problems_of
from clmctl.word.comparing.compare import compare
from clmctl.word.comparing.settle import settle
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
DOCUMENT = "word/document.xml"


def p(words: str, num: str = "") -> str:
    props = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr></w:pPr>' if num else ""
    return f"<w:p>{props}<w:r><w:t>{words}</w:t></w:r></w:p>"


def listed(body: str, *lists: tuple[str, str]) -> bytes:
    """A file with these lists: of each the format of its numbers and the mark Word knows it by."""
    if not lists:
        return docx(body)
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="{mark}"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        for n, (kind, mark) in enumerate(lists, 1)
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    relation = f'<Relationship Id="n" Type="{KIND}" Target="numbering.xml"/></Relationships>'.encode()
    override = f'<Override PartName="/word/numbering.xml" ContentType="{TYPE}"/></Types>'.encode()
    parts = {
        name: data.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else data
        for name, data in unpack(docx(body)).items()
    }
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/>", b">" + override)
    parts["word/numbering.xml"] = f"<w:numbering {NAMES}>{abstract}{nums}</w:numbering>".encode()
    return pack([part(name, data) for name, data in parts.items()])


def redline(old: bytes, new: bytes) -> bytes:
    return compare(old, new, author="Ann", date="2026-11-22T00:00:00Z").docx


def numbered(data: bytes, *, rejected: bool = False) -> list[tuple[str, str]]:
    """The number and the words of each paragraph."""
    parts = dict(unpack(data))
    root = etree.fromstring(parts[DOCUMENT])
    settle(root, "rejected" if rejected else "accepted")
    parts[DOCUMENT] = etree.tostring(root)
    read = read_word(pack([part(name, each) for name, each in parts.items()]))
    return [(each.number, "".join(run.text for run in each.runs)) for each in read.paragraphs]


LETTERS, FIGURES = ("lowerLetter", "11111111"), ("decimal", "22222222")
OLD = p("Stays in its place.") + p("One that goes away.", "1") + p("Another that goes.", "1") + p("Stays, too.")
NEW = p("Stays in its place.") + p("Stays, too.")
#: The newer file's lists, and how many there are with those of what has gone.
OTHERS: dict[str, tuple[tuple[tuple[str, str], ...], int]] = {
    "the same": ((LETTERS,), 1),
    "the same under another number": ((FIGURES, LETTERS), 2),
    "another under the same number": ((FIGURES,), 2),
    "none": ((), 1),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_has_gone_has_its_number_when_that_is_rejected(name: str) -> None:
    lists, count = OTHERS[name]
    old, new = listed(OLD, LETTERS), listed(NEW, *lists)
    made = redline(old, new)
    assert numbered(made, rejected=True) == numbered(old)
    assert [number for number, _ in numbered(old)] == ["", "a.", "b.", ""]
    assert numbered(made) == numbered(new)
    parts = unpack(made)
    assert parts["word/numbering.xml"].count(b"<w:num ") == count
    assert parts["[Content_Types].xml"].count(b"/word/numbering.xml") == 1


def test_a_list_brought_along_under_its_own_number_is_there() -> None:
    old = listed(p("Stays in its place.") + p("One that goes away.", "2") + p("Stays, too."), FIGURES, LETTERS)
    made = redline(old, listed(NEW, FIGURES))
    assert numbered(made, rejected=True) == numbered(old)
    assert not [problem for problem in problems_of(unpack(made)) if "list" in problem]


def test_a_list_that_only_stands_further_in_is_the_same() -> None:
    old = listed(p("First stays here.", "1") + p("Second goes away.", "1") + p("Third stays, too.", "1"), LETTERS)
    new = listed(p("First stays here.", "1") + p("Third stays, too.", "1"), LETTERS)
    parts = dict(unpack(new))
    further = b'<w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl>'
    parts["word/numbering.xml"] = parts["word/numbering.xml"].replace(b"</w:lvl>", further)
    made = redline(old, pack([part(name, data) for name, data in parts.items()]))
    assert [number for number, _ in numbered(made, rejected=True)] == ["a.", "b.", "c."]


def test_all_lists_are_brought_along_once() -> None:
    old = listed(OLD + p("One more that goes.", "2"), LETTERS, FIGURES)
    assert unpack(redline(old, listed(NEW)))["word/_rels/document.xml.rels"].count(b"numbering.xml") == 1


def test_a_list_brought_along_stands_before_what_ends_the_lists_of_the_file() -> None:
    parts = dict(unpack(listed(NEW, FIGURES)))
    parts["word/numbering.xml"] = f'<w:numbering {NAMES}><w:numIdMacAtCleanup w:val="2"/></w:numbering>'.encode()
    made = unpack(redline(listed(OLD, LETTERS), pack([part(name, data) for name, data in parts.items()])))
    found = [str(each.tag).rpartition("}")[2] for each in etree.fromstring(made["word/numbering.xml"])]
    assert found == ["abstractNum", "num", "numIdMacAtCleanup"]
