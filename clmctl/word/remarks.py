"""A Word file with comments of ours put in: each on the words it is about, in its clause."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from clmctl.model.frozen import frozen
from clmctl.word.figures import figures
from clmctl.word.package import DOCUMENT, pack, parse_xml, part, unpack
from clmctl.word.xml import DECLARATION, W, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P, _STYLE, _VAL, _ID = f"{_W}p", f"{_W}pPr/{_W}pStyle", f"{_W}val", f"{_W}id"
_COMMENTS, _TYPES = "word/comments.xml", "[Content_Types].xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_SPACE = re.compile(r"\s+")
_LONGEST_INITIALS = 4


@frozen
class Remark:
    """A comment to put in: who says what and when (ISO, UTC; may be empty), on which words, in which clause by its bookmark."""

    author: str
    date: str
    text: str
    on: str = ""
    bookmark: str = ""


def with_remarks(docx: bytes, remarks: Sequence[Remark]) -> bytes:
    """The file with the comments. Words that stand no more in their clause give way to its heading, that to the first paragraph.

    ValueError where the file has comments already.
    """
    if not remarks:
        return docx
    found = dict(unpack(docx))
    if _COMMENTS in found:
        raise ValueError("the file has comments already")
    root = parse_xml(found[DOCUMENT], DOCUMENT)
    first = max([0, *figures(item.get(_ID) for item in root.iter(f"{_W}*"))]) + 1
    paragraphs = list(root.iter(_P))
    for number, remark in enumerate(remarks, first):
        _mark(paragraphs, remark, str(number))
    found[DOCUMENT] = _serialised(root)
    found[_COMMENTS] = _comments(remarks, first).encode()
    found[_TYPES] = _before(found[_TYPES], b"</Types>", f'<Override PartName="/{_COMMENTS}" ContentType="{_TYPE}"/>')
    relation = f'<Relationship Id="rIdRemarks" Type="{_RELATION}" Target="comments.xml"/>'
    found[_RELATIONS] = _before(found[_RELATIONS], b"</Relationships>", relation)
    return pack([part(name, data) for name, data in found.items()], "deflated")


def _serialised(root: "_Element") -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _before(data: bytes, end: bytes, more: str) -> bytes:
    head, found, tail = data.rpartition(end)
    return head + more.encode() + found + tail


# ---- where it hangs


def _mark(paragraphs: Sequence["_Element"], remark: Remark, number: str) -> None:
    """Puts the marks of a comment around its words."""
    clause = list(_clause(paragraphs, remark.bookmark))
    wanted = _plain(remark.on)
    for item in clause or paragraphs:
        said, pieces = _said(item)
        at = said.find(wanted) if wanted else -1
        if at >= 0:
            inside = [child for child, start, end in pieces if start < at + len(wanted) and end > at]
            _put(inside[0], inside[-1], number)
            return
    whole = next((item for item in clause or paragraphs if _said(item)[1]), None)
    if whole is not None:
        pieces = _said(whole)[1]
        _put(pieces[0][0], pieces[-1][0], number)


def _clause(paragraphs: Sequence["_Element"], bookmark: str) -> Iterator["_Element"]:
    """The paragraphs of a clause: from the one that bears its bookmark to the next heading like it."""
    inside, style = False, ""
    for item in paragraphs:
        if not inside:
            names = (mark.get(f"{_W}name") or "" for mark in item.iter(f"{_W}bookmarkStart"))
            inside = bool(bookmark) and any(name.casefold() == bookmark.casefold() for name in names)
            style = _style(item)
        elif _style(item) == style:
            return
        if inside:
            yield item


def _style(item: "_Element") -> str:
    said = item.find(_STYLE)
    return "" if said is None else said.get(_VAL) or ""


def _said(item: "_Element") -> tuple[str, list[tuple["_Element", int, int]]]:
    """The words of a paragraph in its final text, and its children that hold them, with where their words begin and end."""
    text = ""
    pieces: list[tuple[_Element, int, int]] = []
    for child in item:
        if child.tag in (f"{_W}pPr", f"{_W}del", f"{_W}moveFrom"):
            continue
        words = "".join(each.text or "" for each in child.iter(f"{_W}t"))
        if words:
            start = len(text)
            text = f"{text}{words}"
            pieces.append((child, start, len(text)))
    plain = _plain(text, trim=False)
    return (plain, pieces) if len(plain) == len(text) else (text, pieces)


def _plain(words: str, *, trim: bool = True) -> str:
    """Words with plain spaces and quotes."""
    said = _SPACE.sub(" ", words) if trim else re.sub(r"\s", " ", words)
    for curly, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        said = said.replace(curly, straight)
    return said.strip() if trim else said


def _put(first: "_Element", last: "_Element", number: str) -> None:
    from lxml import etree

    first.addprevious(etree.Element(f"{_W}commentRangeStart", {_ID: number}))
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}commentReference", {_ID: number})
    last.addnext(run)
    last.addnext(etree.Element(f"{_W}commentRangeEnd", {_ID: number}))


# ---- the comments themselves


def _comments(remarks: Sequence[Remark], first: int) -> str:
    said = "".join(_comment(remark, number) for number, remark in enumerate(remarks, first))
    return f'{DECLARATION}<w:comments xmlns:w="{W}">{said}</w:comments>'


def _comment(remark: Remark, number: int) -> str:
    initials = "".join(word[0] for word in remark.author.split() if word)[:_LONGEST_INITIALS].upper()
    date = f" w:date={quoteattr(remark.date)}" if remark.date else ""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(visible(line))}</w:t></w:r></w:p>' for line in remark.text.split("\n")
    )
    author = quoteattr(visible(remark.author))
    return f'<w:comment w:id="{number}" w:author={author}{date} w:initials={quoteattr(visible(initials))}>{lines}</w:comment>'
