"""Our reading beside that of others: pandoc's text of both views, and the comments as the XML itself states them."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clmctl.errors import Unreadable
from clmctl.model.word.file import View, WordFile
from clmctl.text.comparing.views import view
from clmctl.word.reading.file import read_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
VIEWS: dict[View, str] = {"final": "accept", "original": "reject"}

#: Where the two readings differ for a reason of pandoc's, by file, after what it is known to leave out.
EXPLAINED = {
    "Cell revisions.docx": "pandoc does not know inserted and deleted cells",
    "RP001-Tracked-Revisions-01.docx": "pandoc drops table rows; ours equals what Word itself rejected",
    "RP001-Tracked-Revisions-02.docx": "pandoc drops table rows; ours equals what Word itself rejected",
    "fdo79008.docx": "pandoc reads nothing of the body",
    "tdf154481.docx": "pandoc drops the table inside a frame",
    "090716_Studentische_Arbeit_VWS.docx": "pandoc stops at the first field of a bibliography",
    "Comment035.docx": "pandoc drops the cover page's content controls and reads the fallback of alternatives",
    "Comment015.docx": "pandoc does not read text frames, and reads a note where it is referred to",
    "WordWithAttachments.docx": "pandoc drops the words of embedded objects",
    "testWORD_numbered_list.docx": "pandoc does not read text boxes in groups",
    "DocumentVisitor-compatible features.docx": "pandoc does not read shapes",
    "Formatted elements.docx": "pandoc drops hidden words",
    "sample-docx.docx": "pandoc reads the description among the file's properties as an abstract",
    "WC067-Textbox-Image.docx": "pandoc reads the text box in a picture as a paragraph",
    "WC067-Textbox-Image-Mod.docx": "pandoc reads the text box in a picture as a paragraph",
}


def letters(text: str) -> Counter[str]:
    """The letters and figures of a text, wherever spaces and signs fall."""
    return Counter(re.sub(r"[\W_]+", "", text))


def by_pandoc(name: Path, track: str) -> str | None:
    """All the words pandoc reads, None where it cannot read the file."""
    done = subprocess.run(
        ["pandoc", f"--track-changes={track}", "-f", "docx", "-t", "json", str(name)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    found: list[str] = []
    document = json.loads(done.stdout)
    _walk(document["blocks"], found)
    for key in ("title", "subtitle", "author", "date", "abstract"):
        _walk(document["meta"].get(key, []), found)
    return "".join(found)


def _walk(node: object, found: list[str]) -> None:
    if isinstance(node, list):
        for item in node:
            _walk(item, found)
    elif isinstance(node, dict):
        kind = node.get("t")
        if kind == "Str":
            found.append(node["c"])
        elif kind in ("Code", "CodeBlock"):
            found.append(node["c"][1])
        else:
            for key, item in node.items():
                if key != "t":
                    _walk(item, found)


def ours(file: WordFile, which: View) -> str:
    read = [p for p in file.paragraphs if not p.part.startswith(("header", "footer")) and "box" not in p.place]
    return "\n".join(item.text for item in view(read, which))


def holds_formulas(name: Path) -> bool:
    with zipfile.ZipFile(name) as archive:
        return any(b":oMath" in archive.read(part) for part in archive.namelist() if part.endswith(".xml"))


def word_files(test_data: Path) -> list[Path]:
    return sorted((test_data / "data").glob("docx-*/dev/**/*.docx"))


def differences(names: list[Path]) -> tuple[int, list[str]]:
    compared, found = 0, []
    for name in names:
        try:
            file = read_word(name.read_bytes())
        except Unreadable:
            continue
        if name.name in EXPLAINED or holds_formulas(name):  # pandoc writes formulas as LaTeX
            continue
        for which, track in VIEWS.items():
            theirs = by_pandoc(name, track)
            if theirs is None:
                continue
            compared += 1
            if letters(theirs) != letters(ours(file, which)):
                found.append(f"{name.name} {which}")
    return compared, found


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
def test_a_sample_reads_as_pandoc_reads_it(test_data: Path) -> None:
    compared, found = differences(word_files(test_data)[::24])
    assert compared > 25
    assert found == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
def test_every_file_reads_as_pandoc_reads_it(test_data: Path) -> None:
    compared, found = differences(word_files(test_data))
    assert compared > 700
    assert found == []


def comments_as_stated(data: bytes) -> list[tuple[str, str, str, bool]]:
    """(id, author, id of the comment it answers, resolved) as comments.xml and commentsExtended.xml state them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        comments = [n for n in names if re.fullmatch(r"word/comments\d*\.xml", n)]
        extended = [n for n in names if n.lower() == "word/commentsextended.xml"]
        rows, para = [], {}
        for name in comments:
            for item in ElementTree.fromstring(archive.read(name)).iter(f"{W}comment"):
                paragraphs = list(item.iter(f"{W}p"))
                last = paragraphs[-1].get(f"{W14}paraId", "") if paragraphs else ""
                para[last] = item.get(f"{W}id", "")
                rows.append((item.get(f"{W}id", ""), item.get(f"{W}author", ""), last))
        state = {}
        for name in extended:
            for item in ElementTree.fromstring(archive.read(name)):
                said = {key.rpartition("}")[2]: value for key, value in item.items()}  # Word 2013's draft had another namespace
                state[said.get("paraId")] = (said.get("paraIdParent", ""), said.get("done") == "1")
    found = []
    for id_, author, last in rows:
        parent, done = state.get(last, ("", False))
        found.append((id_, author, para.get(parent, "") if parent else "", done))
    return found


@pytest.mark.parametrize("folder", ["docx-openxmlsdk", "docx-superdoc", "docx-adeu", "docx-aspose", "docx-libreoffice"])
def test_comments_are_as_the_xml_states_them(test_data: Path, folder: str) -> None:
    compared = 0
    for name in sorted((test_data / "data" / folder / "dev").glob("**/*.docx")):
        data = name.read_bytes()
        if b"purl.oclc.org" in data:
            continue
        try:
            stated = comments_as_stated(data)
        except ElementTree.ParseError:
            continue
        read = [(c.id, c.author, c.replies_to, c.resolved) for c in read_word(data).comments]
        assert read == stated, name.name
        compared += len(stated)
    assert compared > 8
