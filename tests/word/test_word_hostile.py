"""Word files made to exhaust or to break in: refused, or read with a finding, within limits of time and memory."""

import io
import resource
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SECONDS, MEGABYTES = 5, 512
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE </w:instrText></w:r>'


def bomb(body: str) -> bytes:
    """A file that unpacks to a body of many tags, padded so that its ratio passes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def lying() -> bytes:
    """A zip whose directory gives a part's size as ten bytes; it unpacks to a hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 100_000_000)
    data = bytearray(out.getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def styles() -> bytes:
    """A file of ten thousand styles, each based on the next one, and a paragraph of each."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    chain = "".join(f'<w:style w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(10_000))
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="S{n}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' for n in range(10_000))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{name}">{chain}</w:styles>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships><Relationship Id="r1" Type="{kinds}/styles" Target="styles.xml"/></Relationships>',
        )
    return out.getvalue()


MADE_HOSTILE = {
    "paragraphs": lambda: bomb("<w:p/>" * 100_000),
    "tables": lambda: bomb("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 15_000),
    "fields": lambda: bomb("<w:p>" + FIELD * 8_000 + "</w:p>"),
    "comments upon each other": lambda: bomb(
        "<w:p>"
        + "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(40_000))
        + "<w:r><w:t>x</w:t></w:r>" * 20_000
        + "</w:p>"
    ),
    "changes by many": lambda: bomb(
        "".join(f'<w:p><w:ins w:author="A{n}"><w:r><w:t>x</w:t></w:r></w:ins></w:p>' for n in range(15_000))
    ),
    "a line of styles": styles,
    "nested": lambda: bomb("<w:sdt><w:sdtContent>" * 20_000),
    "too many tags": lambda: zipped_tags(500_000),
    "a size that lies": lying,
}


def zipped_tags(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"<w:p/>" * count)
    return out.getvalue()


CHILD = """
import sys
from clmctl.errors import ClmError
from clmctl.lint.word_files import word_findings
from clmctl.word.inspecting.inspect import inspect
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    try:
        found = word_findings(path, inspect(data, what=path))
    except ClmError as refused:
        assert path in refused.message or "/" in refused.message, refused.message
        print("refused", path, refused.message)
    else:
        print("read", path, *sorted({finding.code for finding in found}))
"""


def limited(*paths: Path) -> list[str]:
    """What a child with limits on time and memory says of each file, a line each."""

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, paths)], capture_output=True, text=True, preexec_fn=limits, check=False
    )
    assert done.returncode == 0, (paths, done.returncode, done.stderr[-2000:])
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", MADE_HOSTILE)
def test_a_file_made_to_exhaust_is_refused_or_read_within_limits(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.docx"
    path.write_bytes(MADE_HOSTILE[name]())
    assert len(limited(path)) == 1


def test_hostile_files_are_refused_or_read_with_a_finding_within_limits(test_data: Path) -> None:
    files = sorted(path for path in (test_data / "data/hostile-docx/dev").rglob("*") if path.is_file())
    assert files
    said = [line for at in range(0, len(files), 5) for line in limited(*files[at : at + 5])]
    assert len(said) == len(files)
    by_name = {Path(line.split()[1]).name: line for line in said}
    for name in ("dde-test.docx", "dde-test.docm", "harmless-clean.docm", "CorePropertiesHasEntities.ooxml"):
        if name in by_name:
            assert "DX705" in by_name[name], by_name[name]
    for path in files:
        if "ncrypted" in path.name:
            assert "protected by a password" in by_name[path.name]
