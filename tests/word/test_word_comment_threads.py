"""Comments at one place: a thread where LibreOffice saved the file, which states none; else what the file says."""

import io
import json
import zipfile

from word_parts import docx

from clmctl.cli.pages.word import as_object
from clmctl.word.reading.file import read_word

COMMENT = '<w:comment w:id="{0}" w:author="{1}" w:date="2026-11-2{0}T09:00:00Z"><w:p><w:r><w:t>{2}</w:t></w:r></w:p></w:comment>'
COMMENTS = COMMENT.format(1, "Ann", "Why?") + COMMENT.format(2, "Mark", "Because.") + COMMENT.format(3, "Ann", "Elsewhere.")
SIGN = '<w:r><w:commentReference w:id="{}"/></w:r>'
BODY = (
    '<w:p><w:commentRangeStart w:id="2"/><w:commentRangeStart w:id="1"/><w:r><w:t>sixty</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    f'{SIGN.format(1)}<w:commentRangeEnd w:id="2"/>{SIGN.format(2)}<w:r><w:t> days</w:t></w:r>{SIGN.format(3)}</w:p>'
)


def saved_by(program: str) -> bytes:
    out = io.BytesIO(docx(BODY, comments=COMMENTS))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("docProps/app.xml", f"<Properties><Application>{program}</Application></Properties>")
    return out.getvalue()


def threads(program: str) -> list[tuple[str, str]]:
    return [(each.id, each.replies_to) for each in read_word(saved_by(program)).comments]


def test_comments_at_one_place_are_a_thread_where_libreoffice_saved_the_file() -> None:
    assert threads("LibreOffice/7.4.7.2$Linux_X86_64") == [("1", ""), ("2", "1"), ("3", "")]


def test_they_are_none_where_another_program_did() -> None:
    assert threads("Microsoft Office Word") == [("1", ""), ("2", ""), ("3", "")]


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
EXTENDED = "http://schemas.microsoft.com/office/word/2012/wordml"


def threaded(comments: str, *states: tuple[str, str, str]) -> bytes:
    """A file with these comments whose extended part says (paragraph, the paragraph it answers, settled)."""
    rows = "".join(f'<x:commentEx x:paraId="{a}" x:paraIdParent="{b}" x:done="{c}"/>' for a, b, c in states)
    return docx(BODY, comments=comments, commentsExtended=f'<x:commentsEx xmlns:x="{EXTENDED}">{rows}</x:commentsEx>')


def says(id_: int, *paragraphs: str) -> str:
    inner = "".join(f'<w:p xmlns:w14="{W14}" w14:paraId="{each}"><w:r><w:t>{each}</w:t></w:r></w:p>' for each in paragraphs)
    return f'<w:comment w:id="{id_}" w:author="Ann">{inner}</w:comment>'


def stated(data: bytes) -> list[tuple[str, str, bool]]:
    return [(each.id, each.replies_to, each.resolved) for each in read_word(data).comments]


def test_a_thread_is_found_by_the_last_paragraph_by_another_and_in_letters_of_either_case() -> None:
    both = says(1, "0000000A", "0000000B") + says(2, "0000000C")
    expected = [("1", "", True), ("2", "1", False)]
    assert stated(threaded(both, ("0000000B", "", "1"), ("0000000C", "0000000B", "0"))) == expected
    assert stated(threaded(both, ("0000000A", "", "1"), ("0000000C", "0000000A", "0"))) == expected
    assert stated(threaded(both, ("0000000b", "", "true"), ("0000000c", "0000000b", "0"))) == expected


def test_comments_that_answer_each_other_are_shown_all_the_same() -> None:
    ring = threaded(says(1, "0A") + says(2, "0B") + says(3, "0C"), ("0A", "0B", "0"), ("0B", "0A", "0"), ("0C", "0C", "0"))
    assert stated(ring) == [("1", "", False), ("2", "1", False), ("3", "", False)]


def test_replies_upon_replies_are_all_shown_and_none_too_deep() -> None:
    count = 3_000
    line = "".join(says(n, f"{n:08X}") for n in range(count))
    states = [(f"{n:08X}", f"{n - 1:08X}" if n else "", "0") for n in range(count)]
    shown = json.dumps(as_object(read_word(threaded(line, *states)))["comments"])
    assert shown.count('"author"') == count


def test_a_comment_that_an_alternative_holds_is_one() -> None:
    chosen = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w14">{says(1, "0A")}</mc:Choice></mc:AlternateContent>'
    assert stated(docx(BODY, comments=chosen)) == [("1", "", False)]


def test_words_taken_out_of_a_comment_again_are_named() -> None:
    gone = '<w:del w:id="9" w:author="Ann"><w:r><w:delText>never</w:delText></w:r></w:del>'
    read = read_word(docx(BODY, comments=f'<w:comment w:id="1"><w:p>{gone}<w:r><w:t>pay</w:t></w:r></w:p></w:comment>'))
    assert [each.text for each in read.comments] == ["pay"]
    assert read.unread == ('comments: words that were taken out of comment 1 again were not read: "never"',)
