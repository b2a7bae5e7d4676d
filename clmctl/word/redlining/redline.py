"""Two versions of a text of ours made into one redline: the newer as it is rendered, with what differs as tracked changes."""

import copy
from typing import TYPE_CHECKING

from clmctl.model.word.text import WordText
from clmctl.word.body import CLOSING, OPENING, body_pieces, document_in_pieces, document_of
from clmctl.word.comparing.atoms import plain
from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.comparing.sight import AsWritten
from clmctl.word.comparing.stories import Comparison
from clmctl.word.comparing.taking import Side
from clmctl.word.comparing.writing import Pen
from clmctl.word.compose import Draft
from clmctl.word.inlines import Inlines
from clmctl.word.numbering import number_blocks
from clmctl.word.package import DOCUMENT, QUICK, Part, pack, parse_xml, part
from clmctl.word.redlining.checking import check_redline, looked_at
from clmctl.word.redlining.gaps import redlined
from clmctl.word.redlining.marks import Marks
from clmctl.word.redlining.units import units
from clmctl.word.render import frames_of, frames_written, package_parts, render
from clmctl.word.stylefile import StyleDocument
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"


def redline(old: Draft, new: Draft, *, author: str, date: str, names: tuple[str, str] = ("old", "new")) -> Compared:
    """The newer draft's Word file with every difference from the older as a tracked change by `author` at `date`.

    What comes of it is what comparing the two rendered files gives, at a small part of its cost: paragraphs that are the same
    in both are written once and looked at no more. In two style documents, or two languages, every paragraph, number and page
    is another: there the files themselves are compared, and `names` are what messages call them. UntrueRedline where the
    result does not give both texts back.
    """
    if old.text.lang != new.text.lang or old.style.digest != new.style.digest:
        files = [render(draft.text, draft.style, "deflated") for draft in (old, new)]
        return compare(files[0], files[1], author=author, date=date, names=names)
    return _redline(old.text, new.text, new.style, author, date)


def _redline(old: WordText, new: WordText, style: StyleDocument, author: str, date: str) -> Compared:
    """The redline of two texts in one style document."""
    numbering = number_blocks(new, style)
    older = number_blocks(old, style, beside=numbering)
    ink = Inlines(new, style, numbering.places)
    body, pieces = document_in_pieces(new, ink, numbering.places)
    beside = Inlines(old, style, older.places, beside=ink)
    before = list(units(body_pieces(old, beside, older.places)))
    sight = AsWritten()
    pen = Pen(author, date, _make, adopt=copy.deepcopy, boxes=lambda was, now: None, differs=sight.differs)
    pen.next_id = beside.ids + 1
    pen.lost = set(filter(None, beside.bookmarks)) - set(ink.bookmarks)
    comparison = Comparison(pen, Side(plain, None), Side(plain, None), sight)
    after = list(units(pieces[:-1]))
    made = list(redlined(before, after, Marks(pen), comparison))
    document = part(DOCUMENT, b"".join((OPENING.encode(), body.xml, CLOSING.encode())))
    parts = package_parts(new, style, ink, older.xml, document)
    written = {DOCUMENT: part(DOCUMENT, document_of(made, style.section, new.lang))}
    for was, now in zip(frames_of(old, style), frames_of(new, style), strict=True):
        if was.data != now.data:
            written[now.name] = _frame(was, now, comparison)
    whole = tuple(written.get(item.name, item) for item in parts)
    stories = {DOCUMENT: body, **dict(frames_written(new, style))}
    check_redline(parts, stories, tuple(written.values()), looked_at(made, frozenset(after)), style)
    return Compared(pack(whole, "deflated", level=QUICK), pen.changes)


def _make(name: str) -> "_Element":
    from lxml import etree

    return etree.Element(f"{_W}{name}", nsmap={"w": W})


def _frame(old: Part, new: Part, comparison: Comparison) -> Part:
    """A header or footer that prints something else than before, with that as a tracked change."""
    from lxml import etree

    was, now = parse_xml(old.data, old.name), parse_xml(new.data, new.name)
    comparison.story(was, now)
    return part(new.name, etree.tostring(now, xml_declaration=True, encoding="UTF-8", standalone=True))
