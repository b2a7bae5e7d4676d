"""No word of a Word file is lost: it is read, or named as unread, wherever in the XML it stands."""

import pytest
from word_parts import docx

from clmctl.text.comparing.views import text
from clmctl.word.inspecting.inspect import inspect
from clmctl.word.reading.file import read_word

WORDS = "<w:r><w:t>not</w:t></w:r>"
PARAGRAPH = f"<w:p>{WORDS}</w:p>"
TABLE = f"<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
#: Words that stand where none belong, by what holds them.
ASTRAY = {
    "a paragraph in a paragraph": f"<w:p>{PARAGRAPH}</w:p>",
    "a table in a paragraph": f"<w:p>{TABLE}</w:p>",
    "a paragraph in a row": f"<w:tbl><w:tr>{PARAGRAPH}</w:tr></w:tbl>",
    "a row without a table": f"<w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr>",
    "words without a paragraph": WORDS,
    "words without a run": "<w:p><w:t>not</w:t></w:p>",
    "a run in a run": f"<w:p><w:r>{WORDS}</w:r></w:p>",
    "properties": f"<w:p><w:pPr>{WORDS}</w:pPr></w:p>",
    "a wrapper that nobody knows": f'<x:y xmlns:x="urn:x">{PARAGRAPH}</x:y>',
}


@pytest.mark.parametrize("name", ASTRAY)
def test_words_that_are_no_part_of_the_text_are_named(name: str) -> None:
    file = docx(f"<w:p><w:r><w:t>One.</w:t></w:r></w:p>{ASTRAY[name]}")
    read = read_word(file)
    assert text(read.paragraphs, "marked").strip() == "One."
    assert len(read.unread) == 1
    assert "not" in read.unread[0].partition(" were not read: ")[2]
    assert [each.kind for each in inspect(file)] == ["unread"]


def test_words_astray_in_notes_and_comments_are_named_as_well() -> None:
    note = "<w:footnote w:id='2'><w:p><w:t>not</w:t></w:p></w:footnote>"
    comment = "<w:comment w:id='1'><w:p><w:t>not</w:t></w:p></w:comment>"
    read = read_word(docx("<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>", footnotes=note, comments=comment))
    assert [line.partition(":")[0] for line in read.unread] == ["footnotes", "comments"]


def test_words_of_every_kind_within_a_formula_are_read() -> None:
    formula = f"<w:p><m:oMath {MATH}><m:r><m:t>a</m:t></m:r><m:r><w:t>b</w:t></m:r></m:oMath></w:p>"
    read = read_word(docx(formula))
    assert (text(read.paragraphs, "final"), read.unread) == ("ab\n", ())


SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def alternates(first: str, second: str, needs: str = "wps", address: str = "") -> bytes:
    names = f' xmlns:{needs}="{address or SHAPES}"'
    inside = f'<mc:Choice{names} Requires="{needs}">{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>'
    return docx(f"<w:p><w:r><mc:AlternateContent>{inside}</mc:AlternateContent></w:r></w:p>")


def test_words_that_other_programs_show_instead_are_named() -> None:
    file = alternates("<w:t>may</w:t>", "<w:t>must</w:t>")
    read = read_word(file)
    assert (text(read.paragraphs, "final"), read.unread) == (
        "may\n", ('body: words that other programs show instead were not read: "must"',),
    )  # fmt: skip
    assert [(each.kind, each.words, each.detail) for each in inspect(file)] == [("fallback", "must", 'Word shows "may"')]
    assert read_word(alternates("<w:t>may</w:t>", "<w:t>may</w:t>")).unread == ()


def test_a_choice_that_asks_for_what_word_does_not_know_is_not_what_it_shows() -> None:
    file = alternates("<w:t>may</w:t>", "<w:t>must</w:t>", "z", "urn:z")
    assert text(read_word(file).paragraphs, "final") == "must\n"
    assert [(each.kind, each.words, each.detail) for each in inspect(file)] == [("fallback", "may", 'Word shows "must"')]
    known = alternates("<w:t>may</w:t>", "<w:t>must</w:t>", "z", "http://schemas.microsoft.com/office/word/2029/wordml")
    assert text(read_word(known).paragraphs, "final") == "may\n"


def test_a_sign_of_newer_programs_is_read_as_what_older_ones_show() -> None:
    address = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
    file = alternates('<s:symEx s:font="Segoe UI Emoji" s:char="1F600"/>', "<w:t>\U0001f600</w:t>", "s", address)
    read = read_word(file)
    assert (text(read.paragraphs, "final"), read.unread) == ("\U0001f600\n", ())


def test_words_of_a_drawing_are_named() -> None:
    drawn = '<w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>must</a:t></a:r></a:p></w:drawing>'
    read = read_word(docx(f"<w:p><w:r>{drawn}</w:r></w:p>"))
    assert read.unread == ('body: words that are no part of the text were not read: "must"',)


ART = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shapetype><v:textpath on="t"/></v:shapetype><v:shape id="{}">'
    '<v:textpath string="{}"/></v:shape></w:pict></w:r></w:p>'
)


def test_words_drawn_as_a_picture_are_named_and_the_mark_of_a_draft_is_not() -> None:
    (line,) = read_word(docx(ART.format("s1", "Fees are doubled"))).unread
    assert line == 'body: words drawn as a picture were not read: "Fees are doubled"'
    assert [each.kind for each in inspect(docx(ART.format("s1", "Fees are doubled")))] == ["unread"]
    assert read_word(docx(ART.format("PowerPlusWaterMarkObject1", "DRAFT"))).unread == ()


def test_signs_that_help_to_read_are_named_and_raise_no_finding() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    ruby = f"<w:p><w:r><w:ruby><w:rt>{run}</w:rt><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r></w:p>"
    file = docx(ruby.format("\u307f", "\u5473") + ruby.format("\u304b", "\u65b9"))
    assert read_word(file).unread == ('body: signs that help to read others were not read: "\u307f \u304b"',)
    assert inspect(file) == ()
    assert [each.kind for each in inspect(docx(ruby.format("not", "pay")))] == ["unread"]


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, THEN, END = (MARK.format(kind) for kind in ("begin", "separate", "end"))


def run(words: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{words}</w:{tag}></w:r>"


def test_words_in_an_instruction_are_named_and_what_another_field_shows_there_raises_no_finding() -> None:
    inner = f"{BEGIN}{run(' MERGEFIELD x ', 'instrText')}{THEN}{run('100')}{END}"
    outer = f"<w:p>{BEGIN}{run(' IF ', 'instrText')}{{}}{run(' = 100 ', 'instrText')}{THEN}{run('yes')}{END}</w:p>"
    nested, bare = docx(outer.format(inner)), docx(outer.format(run("a secret")))
    assert text(read_word(nested).paragraphs, "final") == "yes\n" == text(read_word(bare).paragraphs, "final")
    assert read_word(nested).unread == ('body: what fields within the instruction of another one show was not read: "100"',)
    assert read_word(bare).unread == ('body: words that are no part of the text were not read: "a secret"',)
    assert (inspect(nested), [each.kind for each in inspect(bare)]) == ((), ["unread"])


def test_what_is_told_of_one_note_is_not_told_again_of_the_next() -> None:
    inner = f"{BEGIN}{run(' MERGEFIELD x ', 'instrText')}{THEN}{run('100')}{END}"
    outer = f"<w:p>{BEGIN}{run(' IF ', 'instrText')}{inner}{run(' = 100 ', 'instrText')}{THEN}{run('yes')}{END}</w:p>"
    notes = "".join(f"<w:footnote w:id='{at}'>{outer.replace('100', str(at))}</w:footnote>" for at in (2, 3))
    signs = "".join(f"<w:r><w:footnoteReference w:id='{at}'/></w:r>" for at in (2, 3))
    read = read_word(docx(f"<w:p>{signs}</w:p>", footnotes=notes))
    assert [line.rpartition(": ")[2] for line in read.unread] == ['"2"', '"3"']


@pytest.mark.parametrize("story", ["body", "header", "footnotes"])
def test_a_field_that_never_ends_hides_no_words(story: str) -> None:
    half = f"<w:p>{BEGIN}{run(' REF a ', 'instrText')}{run('one')}</w:p><w:p>{run('two')}</w:p>"
    note = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    whole = {
        "body": docx(half),
        "header": docx("<w:p/>", header=half),
        "footnotes": docx(note, footnotes=f'<w:footnote w:id="1">{half}</w:footnote>'),
    }
    read = read_word(whole[story])
    assert text(read.paragraphs, "final").split() == ["one", "two"]
    assert len(read.unread) == 1 and read.unread[0].endswith(": a field begins and never ends: REF a")


def test_a_field_that_never_ends_in_a_box_hides_no_words_behind_it() -> None:
    half = (
        f"<w:r><w:pict><w:txbxContent><w:p>{BEGIN}{run(' REF a ', 'instrText')}{run('in')}</w:p></w:txbxContent></w:pict></w:r>"
    )
    assert text(read_word(docx(f"<w:p>{half}</w:p><w:p>{run('behind')}</w:p>")).paragraphs, "final").split() == ["in", "behind"]


def test_words_a_field_swallows_across_a_table_are_named() -> None:
    table = f"<w:tbl><w:tr><w:tc><w:p>{BEGIN}{run(' PAGE ', 'instrText')}</w:p></w:tc><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>"
    read = read_word(docx(f"{table}<w:p>{END}{run('behind')}</w:p>"))
    assert text(read.paragraphs, "final").split() == ["behind"]
    assert read.unread == ('body: words that are no part of the text were not read: "not"',)


def test_words_above_the_notes_are_named_and_a_line_there_raises_no_finding() -> None:
    apart = '<w:footnote w:type="separator" w:id="0">{}</w:footnote>'
    words, line = (docx(PARAGRAPH, footnotes=apart.format(f"<w:p>{run(said)}</w:p>")) for said in ("a secret", "____"))
    assert read_word(words).unread[0].endswith("were not read: a secret")
    assert read_word(line).unread[0].endswith("were not read: ____")
    assert ([each.kind for each in inspect(words)], inspect(line)) == (["unread"], ())


def test_words_around_what_stands_within_them_are_read() -> None:
    assert (
        text(read_word(docx(f"<w:p>{run('the cap <x>is not</x> limited')}</w:p>")).paragraphs, "final")
        == "the cap is not limited\n"
    )


@pytest.mark.parametrize(("kind", "original", "final"), [("ins", "One.", "One.not"), ("del", "One.not", "One.")])
def test_a_change_around_a_whole_paragraph_or_table_is_a_change_of_it(kind: str, original: str, final: str) -> None:
    change = f'<w:{kind} w:author="Ann">{{}}</w:{kind}>'
    control = f"<w:sdt><w:sdtContent>{PARAGRAPH}</w:sdtContent></w:sdt>"
    row = TABLE.replace("<w:tr>", change.partition("{}")[0] + "<w:tr>").replace("</w:tr>", f"</w:tr></w:{kind}>")
    for block in (change.format(PARAGRAPH), change.format(TABLE), change.format(control), row):
        read = read_word(docx(f"<w:p>{run('One.')}</w:p>{block}"))
        assert [text(read.paragraphs, view).replace("\n", "") for view in ("original", "final")] == [original, final]
