"""Paper from others as it was read: its paragraphs in order, before anybody says which of them are clauses."""

from typing import Literal, NamedTuple

from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen

PaperFormat = Literal["docx", "pdf", "md", "txt"]
PaperKind = Literal["heading", "paragraph", "bullet", "table", "note"]
#: `contents` a table of contents, `page-number`, `running-line` a line repeated on every page, `header` and `footer` of a Word
#: file, `markup` of a filing system, `number` a number that our numbering prints by place, `rule` a line of dashes.
LeftOutKind = Literal["contents", "page-number", "running-line", "header", "footer", "markup", "number", "rule"]


class PaperPart(NamedTuple):
    """One paragraph-like piece. `text` are its words; a `\\n` in them begins a new line of the same paragraph.

    `number` is the label that the file itself counts (`4.2`, `(a)`), empty where it is typed into the text or there is none.
    `level` is a heading's level, otherwise how many lists hold the piece. `bold`: all of it is set off by its look.
    `line` is 1-based in the source: a line of text, a paragraph of a Word file. `page` is 1-based, 0 where there are none.
    `rows` are the cells of a table.
    """

    kind: PaperKind
    text: str
    line: int = 0
    number: str = ""
    level: int = 0
    bold: bool = False
    page: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


class LeftOut(NamedTuple):
    """Words of the source that the contract's text does not repeat, and why."""

    kind: LeftOutKind
    text: str
    line: int = 0


@frozen
class Paper:
    """A file as read: its parts, what was left out of them, and remarks on what could not be read or had to be mended."""

    name: str
    format: PaperFormat
    parts: tuple[PaperPart, ...]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Finding, ...] = ()
