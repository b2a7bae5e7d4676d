"""What a file says once Word works it out, or keeps for other programs, is told: fields, moved goals, what was not read."""

import re
from collections.abc import Callable

import pytest
from receive_make import altered, contract, inserted, paragraph_of, received, word_file

from clmctl.model.returned import ReturnedRow

SENT = word_file(contract())
CONDUCT, TEXT = "No change is made by conduct.", '<w:t xml:space="preserve">'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:zz="urn:zz"'
CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
Edit = Callable[[str], str]


def rows(document: Edit | None = None, **parts: Edit) -> list[ReturnedRow]:
    return list(received(altered(SENT, **({"document": document} if document else {}), **parts)).weighty)


def field(instruction: str, result: str = "") -> str:
    shown = f"{CHAR.format('separate')}<w:r>{TEXT}{result}</w:t></w:r>" if result else ""
    return f"{CHAR.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{shown}{CHAR.format('end')}"


def behind(words: str, xml: str, *, instead: bool = False) -> Edit:
    """Something between runs: behind words, or in their place."""
    return lambda text: text.replace(words, f"{'' if instead else words}</w:t></w:r>{xml}<w:r>{TEXT}", 1)


@pytest.mark.parametrize("instruction", ['IF 1 = 1 "9%" "4%"', 'QUOTE "9%"', "= 9", "DOCPROPERTY Rate", "DATE"])
def test_words_that_a_field_prints_now_are_told_though_they_read_the_same(instruction: str) -> None:
    (row,) = rows(behind("4%", field(instruction, "4%"), instead=True))
    assert (row.kind, row.how, row.carried, row.heading) == ("reference", "silent", False, "Fees")
    assert row.words[0].new == "4%"
    assert instruction in row.remark


def moved_goal(xml: str) -> str:
    """The bookmark of an item put into another paragraph: references to it show what they showed."""
    without = re.sub(r'<w:bookmarkStart w:id="(\d+)" w:name="_clm_svc_plan"/>(.*?)<w:bookmarkEnd w:id="\1"/>', r"\2", xml)
    _, end = paragraph_of(without, "Late sums")
    mark = '<w:bookmarkStart w:id="900" w:name="_clm_svc_plan"/><w:bookmarkEnd w:id="900"/>'
    return f"{without[: end - len('</w:p>')]}{mark}{without[end - len('</w:p>') :]}"


def test_a_reference_whose_goal_was_put_elsewhere_is_told() -> None:
    (row,) = rows(moved_goal)
    assert (row.kind, row.how) == ("reference", "silent")
    assert "put into another paragraph: Late sums bear interest" in row.remark


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (behind("may use", field('QUOTE "not"')), 'prints what it says once Word works it out: QUOTE "not"'),
        (behind("may use", field('QUOTE "not"', " ")), 'prints what it says once Word works it out: QUOTE "not"'),
        (behind("may use", '<w:fldSimple w:instr="QUOTE 9"/>'), "prints what it says once Word works it out: QUOTE 9"),
        (behind("may use", f'<w:fldSimple w:instr="DATE">{CHAR.format("end")}</w:fldSimple>'), "works it out: DATE"),
        (behind("may use", field("MACROBUTTON Nothing not")), "works it out: MACROBUTTON Nothing not"),
        (behind("may use", '<zz:x xmlns:zz="urn:zz"><w:r><w:t>never</w:t></w:r></zz:x>'), "words in x were not read: never"),
        (
            behind("may use", "<w:r><w:ruby><w:rt><w:r><w:t>not</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>"),
            "words set above others were not read: not",
        ),
        (lambda xml: xml.replace("<w:sectPr>", '<w:altChunk r:id="rIdc"/><w:sectPr>', 1), "another document is embedded"),
    ],
)
def test_what_was_not_read_is_told(edit: Edit, said: str) -> None:
    (row,) = rows(edit)
    assert (row.kind, row.how, row.heading) == ("unread", "silent", "The file")
    assert said in row.remark


def test_words_that_were_not_read_are_told_though_another_line_has_them() -> None:
    block = '<zz:y xmlns:zz="urn:zz"><w:p><w:r><w:t>not</w:t></w:r></w:p></zz:y><w:sectPr>'
    inline = behind("may use", '<zz:x xmlns:zz="urn:zz"><w:r><w:t>never</w:t></w:r></zz:x>')
    first, second = rows(lambda xml: inline(xml).replace("<w:sectPr>", block, 1))
    assert "words in x were not read: never" in first.remark
    assert 'words that are no part of the text were not read: "not"' in second.remark


def test_a_field_that_another_asks_for_shows_nothing_and_its_words_are_named() -> None:
    asked = CHAR.format("begin") + "<w:r><w:instrText>SET X </w:instrText></w:r>" + field("REF Rate", "4") + CHAR.format("end")
    (row,) = rows(behind("may use", asked))
    assert (row.kind, row.how, row.carried) == ("unread", "silent", False)
    assert 'what fields within the instruction of another one show was not read: "4"' in row.remark


def test_of_alternatives_those_are_read_that_word_shows() -> None:
    def change(xml: str) -> str:
        start, end = paragraph_of(xml, CONDUCT)
        run = re.search("<w:r>.*</w:r>", xml[start:end])[0]
        other = f"<mc:Fallback>{run.replace('No change', 'Each change')}</mc:Fallback>"
        choice = f'<mc:AlternateContent {MC}><mc:Choice Requires="zz">{run}</mc:Choice>{other}</mc:AlternateContent>'
        return xml[:start] + xml[start:end].replace(run, choice) + xml[end:]

    row, other = rows(change)
    assert (row.kind, row.how) == ("changed", "silent")
    assert "Each" in "".join(word.new for word in row.words)
    assert other.kind == "unread"
    assert CONDUCT in other.remark


def test_letters_of_a_symbol_are_read_as_they_show() -> None:
    signs = "".join(f'<w:r><w:sym w:font="Arial" w:char="F0{ord(char):02X}"/></w:r>' for char in " not")
    (row,) = rows(behind("may", signs))
    assert "not" in "".join(word.new for word in row.words)


@pytest.mark.parametrize("name", ["ADA  QUILL", "Ada\u00a0Quill", "\u0410da Quill", "Ada Quill "])
def test_our_name_is_known_however_it_is_spelt(name: str) -> None:
    (row,) = rows(inserted("may use subcontractors", " freely", name))
    assert row.how == "ours-name"


def test_a_number_that_nobody_sees_is_told() -> None:
    def hidden(xml: str) -> str:
        return xml.replace('<w:rPr><w:b w:val="0"/>', '<w:rPr><w:vanish/><w:b w:val="0"/>')

    assert {row.kind for row in rows(numbering=hidden)} == {"numbering"}


def test_words_of_a_header_that_nobody_sees_any_more_are_told() -> None:
    (row,) = rows(header1=lambda xml: xml.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"))
    assert (row.kind, row.how) == ("hidden", "hidden")
    assert row.remark.startswith("in a header: ")
