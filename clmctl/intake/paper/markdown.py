"""Markdown as paper: headings, lists and tables as they are marked, numbers as they are counted."""

import re

from clmctl.intake.forms.reading import Part, read_parts
from clmctl.intake.forms.runs import text_of
from clmctl.intake.paper.arriving import Decoded
from clmctl.model.finding import Finding
from clmctl.model.paper import LeftOut, Paper, PaperPart
from clmctl.model.place import Place

#: `{: #anchor }` and `{: .class }`: attributes that other Markdown programs read.
_ATTRIBUTES = re.compile(r"\s*\{:\s*[^{}\n]*\}\s*")


def paper_of_markdown(name: str, found: Decoded) -> Paper:
    """The parts of a Markdown text. Unreadable where it holds none."""
    left: list[LeftOut] = []

    def without(match: re.Match[str]) -> str:
        left.append(LeftOut("markup", match[0].strip(), found.text.count("\n", 0, match.start()) + 1))
        return "\n" * match[0].count("\n")

    text = _ATTRIBUTES.sub(without, found.text)
    parts, notes = read_parts(name, text.encode("utf-8", "replace"))
    remarks = tuple(Finding("SX006", "unreadable", "warning", Place(name), f"{note[:1].upper()}{note[1:]}.") for note in notes)
    return Paper(name, "md", tuple(map(_part, parts)), tuple(left), remarks)


def _part(part: Part) -> PaperPart:
    if part.kind == "table":
        rows = tuple(tuple(" ".join(text_of(cell).split()) for cell in row) for row in part.rows)
        return PaperPart("table", "", part.line, rows=rows)
    text = part.text.strip()
    if part.hint:
        text = f"{text} {part.hint}".strip()
    if part.kind == "heading":
        return PaperPart("heading", text, part.line, level=part.level)
    if part.kind == "item":
        return PaperPart("paragraph", text, part.line, f"{part.number}." if part.number else "", part.level)
    if part.kind == "bullet":
        return PaperPart("bullet", text, part.line, level=part.level)
    bold = bool(part.runs) and all(run.bold for run in part.runs if run.text.strip())
    return PaperPart("paragraph", text, part.line, bold=bold)
