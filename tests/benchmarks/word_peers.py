"""The same Word file by docxtpl and by python-docx: what they are told, what they make, whether it says the same.

They are given what stands in a file of ours, paragraph by paragraph with style, bold words, bookmarks and references. docxtpl
fills a template with a loop over it (and writes references as plain numbers: it can make no live ones); python-docx builds the
document as its own documentation shows it, with bookmarks and references as XML of one's own.
"""

import io
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph as the other programs are given it: its style's name, and (words, bold, a reference's field code) pieces."""

    style: str
    pieces: tuple[tuple[str, bool, str], ...]
    bookmark: str = ""

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(words for words, _, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the other programs are given it: its columns' widths and its cells' paragraphs."""

    style: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Words, ...], ...]


def told(docx_bytes: bytes) -> list[Words | Grid]:
    """What stands in a Word file, in order, as the other programs are given it."""
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(docx_bytes))
    return [_grid(block) if isinstance(block, Table) else _words(block) for block in document.iter_inner_content()]


def _words(paragraph: "Paragraph") -> Words:
    from docx.oxml.ns import qn

    pieces: list[tuple[str, bool, str]] = []
    code, inside = "", False
    for run in paragraph._p.iter(qn("w:r")):
        char, said = run.find(qn("w:fldChar")), run.find(qn("w:instrText"))
        if char is not None:
            inside = char.get(qn("w:fldCharType")) == "separate"
        elif said is not None:
            code = said.text.strip()
        elif text := run.text:
            pieces.append(
                (text, run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None or run.style == "DefinedTerm", code if inside else "")
            )
    joined = tuple(("".join(words for words, _, _ in group), *key) for key, group in groupby(pieces, key=lambda piece: piece[1:]))
    mark = paragraph._p.find(qn("w:bookmarkStart"))
    return Words(str(paragraph.style.name), joined, "" if mark is None else mark.get(qn("w:name")))


def _grid(table: "Table") -> Grid:
    from docx.oxml.ns import qn

    widths = tuple(int(str(column.get(qn("w:w")))) for column in table._tbl.tblGrid)
    rows = []
    for row in table.rows:
        cells = [(cell, cell.tcPr.grid_span) for cell in row._tr.tc_lst]
        shown: list[Words] = []
        for cell, span in cells:
            paragraph = cell.p_lst[0]
            shown += [_words(_paragraph(paragraph, table))] + [Words("Signature Line", ())] * (span - 1)
        rows.append(tuple(shown))
    return Grid(table.style.name if table.style else "", widths, tuple(rows))


def _paragraph(element: Any, parent: "Table") -> "Paragraph":
    from docx.text.paragraph import Paragraph

    return Paragraph(element, parent)


def template_for(blocks: list[Words | Grid], style: bytes) -> bytes:
    """A docxtpl template: a loop over the blocks, one branch for each style of paragraph and one for tables."""
    document = _emptied(style)
    document.add_paragraph("{%p for b in blocks %}")
    names = dict.fromkeys(block.style for block in blocks if isinstance(block, Words))
    for at, name in enumerate(names):
        document.add_paragraph(f"{{%p {'if' if at == 0 else 'elif'} b.style == '{name}' %}}")
        document.add_paragraph("{{r b.rich }}", name)
    document.add_paragraph("{%p else %}")
    table = document.add_table(3, 3, "Contract Table")
    table.cell(0, 0).text = "{%tr for row in b.rows %}"
    for cell, words in zip(table.rows[1].cells, ("{%tc for cell in row %}", "{{r cell }}", "{%tc endfor %}"), strict=True):
        cell.text = words
        cell.paragraphs[0].style = "Table Text"
    table.cell(2, 0).text = "{%tr endfor %}"
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _emptied(style: bytes) -> "Document":
    import docx

    document = docx.Document(io.BytesIO(style))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    return document


@dataclass(frozen=True, slots=True)
class Row:
    """A block in the template's context."""

    style: str
    rich: Any = None
    rows: Any = ()


def by_docxtpl(template: bytes, blocks: list[Words | Grid], slots: dict[str, str]) -> bytes:
    """The document by docxtpl; header and footer are filled from `slots`."""
    from docxtpl import DocxTemplate, RichText  # type: ignore[import-not-found]

    def rich(words: Words) -> Any:
        made = RichText()
        for bold, group in groupby(words.pieces, key=lambda piece: piece[1]):
            made.add("".join(text for text, _, _ in group), bold=bold)
        return made

    document = DocxTemplate(io.BytesIO(template))
    context = [
        Row(block.style, rich(block))
        if isinstance(block, Words)
        else Row("", rows=[[rich(cell) for cell in row] for row in block.rows])
        for block in blocks
    ]
    document.render({"blocks": context, **slots}, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_python_docx(style: bytes, blocks: list[Words | Grid], slots: dict[str, str]) -> bytes:
    """The document by python-docx, as its own documentation shows it; bookmarks and references are XML of one's own."""
    document = _emptied(style)
    marks = 0
    for block in blocks:
        if isinstance(block, Words):
            marks += bool(block.bookmark)
            _filled(document.add_paragraph(style=block.style), block, marks)
            continue
        table = document.add_table(len(block.rows), len(block.widths), block.style)
        for row, cells in zip(table.rows, block.rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.paragraphs[0].style = words.style
                _filled(cell.paragraphs[0], words, 0)
    for section in document.sections:
        for frame in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            for paragraph in frame.paragraphs:
                for run in paragraph.runs:
                    for name, value in slots.items():
                        if f"{{{{ {name} }}}}" in run.text:
                            run.text = run.text.replace(f"{{{{ {name} }}}}", value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _filled(paragraph: "Paragraph", words: Words, mark: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if words.bookmark:
        start = OxmlElement("w:bookmarkStart")
        start.set(qn("w:id"), str(mark))
        start.set(qn("w:name"), words.bookmark)
        paragraph._p.append(start)
    for text, bold, code in words.pieces:
        if code:
            for kind in ("begin", "", "separate"):
                run = paragraph.add_run()
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = f" {code} "
                run._r.append(element)
        paragraph.add_run(text).bold = bold or None
        if code:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), "end")
            paragraph.add_run()._r.append(element)
    if words.bookmark:
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(mark))
        paragraph._p.append(end)


def same(ours: bytes, theirs: bytes) -> bool:
    """Whether two files print the same words in paragraphs and tables of the same styles."""

    def printed(docx_bytes: bytes) -> list[Any]:
        found: list[Any] = []
        for block in told(docx_bytes):
            if isinstance(block, Grid):
                found.append([[cell.text for cell in row] for row in block.rows])
            elif block.text.strip():
                found.append((block.style, block.text))
        return found

    return printed(ours) == printed(theirs)
