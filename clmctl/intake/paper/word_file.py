"""A Word file as paper: its final text, insertions seen and deletions not."""

import re
from collections.abc import Sequence

from clmctl.model.finding import Finding
from clmctl.model.paper import LeftOut, Paper, PaperPart
from clmctl.model.place import Place
from clmctl.model.word.file import WordFile, WordParagraph, WordRun

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s?(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel|titre|título|titolo)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|verzeichnis|table of contents|contents)\s?\d?", re.IGNORECASE)
_BULLET = re.compile(r"[•●▪■◦‣·o\uf0b7\uf0a7*–—-]")
_CELL = re.compile(r"(?P<table>.*?table \d+).*?row (?P<row>\d+).*?(?:cell|column) (?P<cell>\d+)")


def paper_of_word(name: str, file: WordFile) -> Paper:
    """The final text of a Word file as paper; headers and footers are left out by name."""
    parts: list[PaperPart] = []
    left: list[LeftOut] = []
    open_text = ""
    rows: dict[tuple[int, int], str] = {}
    table = ""
    for line, paragraph in enumerate(file.paragraphs, 1):
        text = paragraph.said("final")
        if paragraph.part.startswith(("header", "footer")):
            if text.strip():
                left.append(LeftOut("header" if paragraph.part.startswith("header") else "footer", _plain(text), line))
            continue
        if not paragraph.row.stands_in("final"):
            continue
        if not paragraph.mark.stands_in("final"):  # its end was deleted: it runs on into the next
            open_text += text
            continue
        text, open_text = open_text + text, ""
        cell = _CELL.match(paragraph.place)
        if cell is None or cell["table"] != table:
            parts += _table(rows, line)
            rows, table = {}, cell["table"] if cell else ""
        if cell is not None:
            at = (int(cell["row"]), int(cell["cell"]))
            words = f"{paragraph.number} {text}".strip()
            rows[at] = f"{rows[at]} {words}".strip() if at in rows else words
        elif text.strip() or (paragraph.number and not _BULLET.fullmatch(paragraph.number)):
            kept = _part(paragraph, text, line)
            if _CONTENTS.fullmatch(paragraph.style):
                left.append(LeftOut("contents", f"{kept.number} {kept.text}".strip(), line))
            else:
                parts.append(kept)
    parts += _table(rows, len(file.paragraphs))
    if open_text.strip():
        parts.append(PaperPart("paragraph", _plain(open_text), len(file.paragraphs)))
    remarks = tuple(_remark(name, words) for words in file.to_look_at)
    if any(run.hidden and run.stands_in("final") and run.text.strip() for p in file.paragraphs for run in p.runs):
        remarks += (_remark(name, "it holds hidden words; they stand in the text"),)
    if any(run.kind != "kept" for paragraph in file.paragraphs for run in paragraph.runs):
        remarks += (_remark(name, "it holds tracked changes; its final text was taken, as if all were accepted"),)
    return Paper(name, "docx", tuple(parts), tuple(left), remarks)


def _remark(name: str, words: str) -> Finding:
    return Finding("SX006", "unreadable", "warning", Place(name), f"{words[:1].upper()}{words[1:].rstrip('.')}.")


def _plain(text: str) -> str:
    """The words with plain spaces, a line of the paper a line."""
    lines = (" ".join(line.split()) for line in text.replace("\xad", "").replace("\u2011", "-").split("\n"))
    return "\n".join(line for line in lines if line)


def _part(paragraph: WordParagraph, text: str, line: int) -> PaperPart:
    words = _plain(text)
    number = paragraph.number.strip()
    heading = _HEADING.match(paragraph.style)
    level = int(paragraph.numbering.rpartition(":")[2] or 0) + 1 if paragraph.numbering else 0
    if paragraph.part in ("footnotes", "endnotes"):
        return PaperPart("note", words, line, number)
    if number and _BULLET.fullmatch(number):
        return PaperPart("bullet", words, line, level=level)
    if heading is not None and len(words) < 300:
        return PaperPart("heading", words, line, number, int(heading[1]))
    if _TITLE.fullmatch(paragraph.style):
        return PaperPart("paragraph", words, line, number, bold=True)
    return PaperPart("paragraph", words, line, number, bold=_all_bold(paragraph.runs) or (words.isupper() and len(words) < 120))


def _all_bold(runs: Sequence[WordRun]) -> bool:
    shown = [run for run in runs if run.stands_in("final") and run.text.strip()]
    return bool(shown) and all("b" in run.form.split() for run in shown)


def _table(rows: dict[tuple[int, int], str], line: int) -> list[PaperPart]:
    """The table that those cells make; one of a single column is paragraphs."""
    if not rows:
        return []
    width = max(cell for _, cell in rows)
    first = min(cell for _, cell in rows)
    lines: dict[int, list[str]] = {}
    for (row, cell), words in rows.items():
        lines.setdefault(row, [""] * (width - first + 1))[cell - first] = _plain(words).replace("\n", " ")
    if not any(cell for cells in lines.values() for cell in cells):
        return []
    if width == first:
        return [PaperPart("paragraph", cells[0], line) for cells in lines.values() if cells[0]]
    return [PaperPart("table", "", line, rows=tuple(tuple(cells) for cells in lines.values()))]
