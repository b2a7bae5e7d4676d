"""Word files as a counterparty returns them: words changed in the XML, tracked changes answered, comments put in."""

import re
from collections.abc import Callable
from pathlib import Path

from clmctl.word.package import pack, part, unpack

ID = "MSA-2026-0001"
FOLDER = f"contracts/acme/{ID}"
MD = f"{FOLDER}/contract.md"
NOTICE = ("sixty (60) days", "thirty (30) days")
MUST = ("The Supplier must perform each", "The Supplier may perform each")
SKILL = ("with the skill and care of an experienced", "with the care of an experienced")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def sent(office, tmp_path: Path, *words: str, name: str = "sent.docx") -> bytes:
    """The copy that goes out."""
    office.clm("send", ID, "-o", str(tmp_path / name), *words)
    return (tmp_path / name).read_bytes()


def altered(docx: bytes, change: Callable[[str], str]) -> bytes:
    """A file with its document changed."""
    found = {name: change(data.decode()).encode() if name == "word/document.xml" else data for name, data in unpack(docx).items()}
    return pack([part(name, data) for name, data in found.items()], "deflated")


def back(tmp_path: Path, docx: bytes, *edits: tuple[str, str], name: str = "back.docx") -> str:
    """A file with words replaced without tracking; its path."""

    def change(xml: str) -> str:
        for old, new in edits:
            assert old in xml, old
            xml = xml.replace(old, new, 1)
        return xml

    path = tmp_path / name
    path.write_bytes(altered(docx, change))
    return str(path)


def answered(docx: bytes, words: str, *, accept: bool) -> bytes:
    """A redline with one of its changes, that of these words, accepted or rejected."""

    def change(match: re.Match[str]) -> str:
        said = re.sub(r"<[^>]*>", "", match[0])
        if words not in said:
            return match[0]
        kept, gone = ("ins", "del") if accept else ("del", "ins")
        inside = re.sub(rf"<w:{gone} [^>]*>.*?</w:{gone}>", "", match[0], flags=re.DOTALL)
        return re.sub(rf"</?w:{kept}(?: [^>]*)?>", "", inside).replace("w:delText", "w:t")

    return altered(docx, lambda xml: re.sub(r"<w:p[ >].*?</w:p>", change, xml, flags=re.DOTALL))


def remarked(docx: bytes, words: str, *said: tuple[str, str]) -> bytes:
    """A file with a comment on words, (author, text), those after the first answers to it; the last settles it."""
    found = {name: data.decode() if name.endswith((".xml", ".rels")) else data for name, data in unpack(docx).items()}
    document = str(found["word/document.xml"])
    run = '</w:t></w:r>{}<w:r><w:t xml:space="preserve">'
    ids = range(700, 700 + len(said))
    start = run.format("".join(f'<w:commentRangeStart w:id="{n}"/>' for n in ids))
    marks = "".join(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in ids)
    assert words in document
    found["word/document.xml"] = document.replace(words, f"{start}{words}{run.format(marks)}", 1)
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="{author}" w:date="2026-11-2{at}T09:00:00Z"><w:p w14:paraId="0000A{n}"><w:r><w:t>{text}'
        "</w:t></w:r></w:p></w:comment>"
        for at, (n, (author, text)) in enumerate(zip(ids, said, strict=True))
    )
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    found["word/comments.xml"] = f'<w:comments xmlns:w="{_W}" {w14}>{comments}</w:comments>'
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    threads = "".join(
        f'<w15:commentEx w15:paraId="0000A{n}" w15:done="{int(len(said) > 1)}"'
        + (f' w15:paraIdParent="0000A{ids[0]}"/>' if n != ids[0] else "/>")
        for n in ids
    )
    found["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{w15}">{threads}</w15:commentsEx>'
    overrides = relations = ""
    for name, kind in (
        ("comments", f"{_RELATIONS}/comments"),
        ("commentsExtended", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"),
    ):
        overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{name}+xml"/>'
        relations += f'<Relationship Id="rId{name}" Type="{kind}" Target="{name}.xml"/>'
    types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
    found[types] = str(found[types]).replace("</Types>", f"{overrides}</Types>")
    found[rels] = str(found[rels]).replace("</Relationships>", f"{relations}</Relationships>")
    return pack([part(name, data) for name, data in found.items()], "deflated")
