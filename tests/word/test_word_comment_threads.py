"""Comments at one place: a thread where LibreOffice saved the file, which states none; else what the file says."""

import io
import zipfile

from word_parts import docx

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
