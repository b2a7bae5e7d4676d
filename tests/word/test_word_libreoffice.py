"""Our reading beside LibreOffice's: every Word file opened by it, and the words it then holds, original and final."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from libreoffice import SOFFICE, needs_libreoffice
from lxml import etree
from test_word_second_readers import holds_formulas, letters, word_files

from clmctl.errors import Unreadable
from clmctl.model.word.file import View, WordFile
from clmctl.text.comparing.views import view
from clmctl.word.reading.file import read_word

pytestmark = needs_libreoffice

T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
#: What stands in the body of an OpenDocument text and is none of its words.
NO_WORDS = {
    *(f"{T}{name}" for name in ("tracked-changes", "note-citation", "number", "ruby-text")),
    *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "binary-data", "change-info")),
    *(f"{SVG}{name}" for name in ("title", "desc")),
}
#: Files opened by one start of LibreOffice, and the seconds each may take.
BATCH, A_FILE, START = 40, 6, 60

#: Where the two readings differ, and why.
EXPLAINED = {
    "Cell revisions.docx": "LibreOffice does not know inserted and deleted cells",
    "tdf115212.docx": "LibreOffice keeps the last two letters of the deleted heading of its contents",
    "tdf154481.docx": "LibreOffice finds no target for references and drops the table inside a frame",
    "Tika-792.docx": "LibreOffice keeps an inserted letter that was then moved away",
    "WordWithAttachments.docx": "LibreOffice opens the embedded documents, which we name as unread",
    "CA009-altChunk.docx": "LibreOffice opens the document embedded in it, which we name as unread",
    "CA013-Lots-of-Stuff.docx": "LibreOffice puts the day it opens the file in place of the date in it",
    "003-DeletedFieldCode.docx": "LibreOffice puts the day it opens the file in place of the date in it",
    "RP019-Deleted-Field-Code.docx": "LibreOffice puts the day it opens the file in place of the date in it",
    "RP019-Deleted-Field-Code-Rejected.docx": "LibreOffice puts the day it opens the file in place of the date in it",
    "RP001-Tracked-Revisions-01.docx": "LibreOffice keeps deleted rows; ours equals what Word itself accepted and rejected",
    "RP001-Tracked-Revisions-02.docx": "LibreOffice keeps deleted rows; ours equals what Word itself accepted and rejected",
    "RP051-Arabic.docx": "LibreOffice keeps what was deleted in both texts; ours equals what Word itself accepted",
}
#: What LibreOffice does not open, and why.
UNOPENED = {"2010-mcAlternateContent.docx": "LibreOffice ends at it"}


def opened(names: Sequence[Path], room: Path) -> Iterator[tuple[Path, Path]]:
    """(file, what LibreOffice saved of it as OpenDocument) of those it opens, a number at one start."""
    sources, saved = room / "sources", room / "saved"
    sources.mkdir()
    copies = {name: sources / f"{at}.docx" for at, name in enumerate(names)}
    for name, copy in copies.items():
        shutil.copyfile(name, copy)
    every = list(copies.values())
    for start in range(0, len(every), BATCH):
        left = every[start : start + BATCH]
        for _ in range(3):  # where it ends at a file, the rest is opened by another start
            if left:
                _convert(left, saved, room)
            left = [copy for copy in left if not (saved / f"{copy.stem}.fodt").exists()][1:]
    for name, copy in copies.items():
        if (found := saved / f"{copy.stem}.fodt").exists():
            yield name, found


def _convert(sources: Sequence[Path], saved: Path, room: Path) -> None:
    options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    target = ("--convert-to", "fodt:OpenDocument Text Flat XML", "--outdir", str(saved))
    env = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            (SOFFICE, f"-env:UserInstallation={(room / 'profile').as_uri()}", *options, *target, *map(str, sources)),
            env={**env, "HOME": str(room)}, stdin=subprocess.DEVNULL, capture_output=True, check=False,
            timeout=START + A_FILE * len(sources),
        )  # fmt: skip


class Held:
    """The words of an OpenDocument text in both views: what was inserted is marked in it, what was deleted may stand apart."""

    def __init__(self, file: Path) -> None:
        body = etree.parse(file, etree.XMLParser(huge_tree=True)).find(f"{OFFICE}body/{OFFICE}text")
        assert body is not None
        self.said: dict[View, list[str]] = {"final": [], "original": []}
        self.came, self.went = set(), dict[str, etree._Element]()
        for region in body.iter(f"{T}changed-region"):
            name = region.get(f"{T}id") or ""
            if region.find(f"{T}insertion") is not None:
                self.came.add(name)
            if (gone := region.find(f"{T}deletion")) is not None:
                self.went[name] = gone
        self.open: set[str] = set()
        self.walk(body)

    def walk(self, holder: etree._Element) -> None:
        for item in holder:
            name = item.get(f"{T}change-id") or ""
            if item.tag == f"{T}change-start":
                self.open.add(name)
            elif item.tag == f"{T}change-end":
                self.open.discard(name)
            elif item.tag == f"{T}change" and name in self.went and name not in self.came:
                self.said["original"] += _words(self.went[name])
            if isinstance(item.tag, str) and item.tag not in NO_WORDS and not item.tag.endswith("-source"):
                self.say(item.text)
                self.walk(item)
            self.say(item.tail)

    def say(self, words: str | None) -> None:
        if words and not self.open & set(self.went):
            self.said["final"].append(words)
        if words and not self.open & self.came:
            self.said["original"].append(words)


def _words(item: etree._Element) -> Iterator[str]:
    for child in item:
        if isinstance(child.tag, str) and child.tag not in NO_WORDS and not child.tag.endswith("-source"):
            yield child.text or ""
            yield from _words(child)
        yield child.tail or ""


def ours(file: WordFile, which: View) -> str:
    read = [paragraph for paragraph in file.paragraphs if not paragraph.part.startswith(("header", "footer"))]
    return "\n".join(item.text for item in view(read, which))


def differences(names: Sequence[Path], room: Path) -> tuple[int, list[str]]:
    """(how many views were compared, those that differ and are not explained, and files it does not open)."""
    compared, found, missing = 0, [], set(names)
    for name, saved in opened(names, room):
        missing.discard(name)
        try:
            file = read_word(name.read_bytes())
        except Unreadable:
            continue
        if name.name in EXPLAINED or holds_formulas(name):  # a formula is an object of its own to LibreOffice
            continue
        held = Held(saved)
        for which, said in held.said.items():
            compared += 1
            if letters("".join(said)) != letters(ours(file, which)):
                found.append(f"{name.name} {which}")
    return compared, [*found, *(f"{name.name} not opened" for name in sorted(missing) if name.name not in UNOPENED)]


def test_a_sample_reads_as_libreoffice_reads_it(test_data: Path, tmp_path: Path) -> None:
    sample = word_files(test_data)[5::20]
    compared, found = differences(sample, tmp_path)
    assert compared >= len(sample)
    assert found == []


@pytest.mark.slow
def test_every_file_reads_as_libreoffice_reads_it(test_data: Path, tmp_path: Path) -> None:
    compared, found = differences(word_files(test_data), tmp_path)
    assert compared > 600
    assert found == []
