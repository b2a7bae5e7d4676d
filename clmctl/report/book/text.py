"""An approved text as paragraphs of a book: options marked, fields named, references by the book's own numbers."""

import re
from collections.abc import Iterable, Mapping

from clmctl.model.block import Block, Defined, Image, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.model.book import Paragraph, Run
from clmctl.model.clause import Variant
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.options import MARKER

#: Stand for the beginning of an option, the end of its label, and its end while the text is read: from a plane no text uses.
_BEGIN, _LABEL, _END = "\U000f1000", "\U000f1001", "\U000f1002"
_SIGNS = re.compile(f"([{_BEGIN}{_LABEL}{_END}])")
#: What stands before the words of a line: its marker and its anchor.
_HEAD = re.compile(r"\s*(?:#+\s+|(?:\d+\.|[-*])\s+)?(?:\{#[^}\n]*\}\s*)?")
_ALONE = re.compile(r"\s*(?:\{\{.*\}\}|\|.*)\s*")


def anchors_of(variant: Variant, rung: int) -> dict[str, str]:
    """Each anchor in a text with its number, the text being the so-manieth rung of its chapter."""
    return {block.anchor: _renumbered(block.full, rung) for block in _blocks(variant)[1:] if block.anchor and block.full}


def paragraphs_of(variant: Variant, rung: int, places: Mapping[str, str], titles: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """The text of a rung without its heading. `places` are numbers by anchor, `titles` those of clauses by id."""
    own = anchors_of(variant, rung)
    words = _Words(variant.clause, {**places, **own}, titles)
    found = _blocks(variant)
    return tuple(_paragraph(block, rung, words) for block in found if not (block.kind == "clause" and block is found[0]))


def _blocks(variant: Variant) -> tuple[Block, ...]:
    return blocks(marked(variant.text))


def marked(text: str) -> str:
    """The text with the marks of its options as signs around the words they stand for, wherever the marks stood."""
    lines: list[str] = []
    opening: list[str] = []
    for source in text.split("\n"):
        if MARKER.search(source) and not MARKER.sub("", source).strip():
            for mark in MARKER.finditer(source):
                if mark[2]:
                    opening.append(_begun(mark))
                elif opening:
                    opening.pop()  # nothing stood in it
                else:
                    _close(lines)
            continue
        line = MARKER.sub(lambda mark: _begun(mark) if mark[2] else _END, source)
        if opening and line.strip():
            lines += _opened(line, "".join(opening))
            opening = []
        else:
            lines.append(line)
    return "\n".join(lines).replace(_END + _BEGIN, f"{_END} {_BEGIN}")


def _opened(line: str, begun: str) -> list[str]:
    """The line with the beginning of an option in front of its words; a table or a block of data stays alone on its lines."""
    if _ALONE.fullmatch(line):
        return [line[: len(line) - len(line.lstrip())] + begun, "", line]
    head = _HEAD.match(line)
    at = head.end() if head else 0
    return [line[:at] + begun + line[at:]]


def _begun(mark: re.Match[str]) -> str:
    return f"{_BEGIN}{'unless' if mark[1] else 'if'} {mark[2].replace('_', ' ')}: {_LABEL}"


def _close(lines: list[str]) -> None:
    """Ends an option after the last words there are; a table or a block of data stays alone on its lines."""
    at = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), None)
    if at is None:
        return
    if _ALONE.fullmatch(lines[at]):
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at + 1 :] = ["", indent + _END, ""]
    else:
        lines[at] += _END


def _renumbered(number: str, rung: int) -> str:
    """The number with the rung's in the place of the text's own first: every text by itself begins at clause 1."""
    return re.sub(r"^1(?=$|[.(])", str(rung), number)


def _paragraph(block: Block, rung: int, words: "_Words") -> Paragraph:
    if block.kind == "table":
        rows = tuple(tuple(words.runs(cell) for cell in row) for row in block.rows)
        return Paragraph("table", indent=block.indent, rows=rows, header_rows=block.header_rows)
    runs = words.runs(block.inlines)
    match block.kind:
        case "item" | "bullet" | "quote" | "note":
            return Paragraph(block.kind, runs, _renumbered(block.number, rung), block.level, block.indent)
        case "subclause" | "clause" | "title" | "schedule":
            return Paragraph("heading", runs, _renumbered(block.number, rung), block.level, block.indent)
        case _:
            return Paragraph("paragraph", runs, "", 0, block.indent)


class _Words:
    """Turns the pieces of a paragraph into runs."""

    def __init__(self, clause: str, places: Mapping[str, str], titles: Mapping[str, str]) -> None:
        self.clause = clause
        self.places = places
        self.titles = titles

    def runs(self, inlines: Iterable[Inline]) -> tuple[Run, ...]:
        found: list[Run] = []
        label = False  # between the beginning of an option and the end of its label
        for inline in inlines:
            if isinstance(inline, Text):
                for piece in _SIGNS.split(inline.text):
                    if piece == _BEGIN:
                        label = True
                        found.append(Run("[", "option"))
                    elif piece == _LABEL:
                        label = False
                    elif piece == _END:
                        found.append(Run("]", "option"))
                    elif piece:
                        found.append(Run(piece, "option" if label else "", inline.bold, inline.italic))
            else:
                found += self.other(inline)
        return tuple(_joined(found))

    def other(self, inline: Inline) -> list[Run]:
        match inline:
            case Placeholder(path=path, filter="table", args=args):
                heads = [arg.partition("=")[2] or arg for arg in args]
                return [Run(f"[table of {path}: {', '.join(heads)}]" if heads else f"[table of {path}]", "field")]
            case Placeholder(path=path, bold=bold, italic=italic):
                return [Run(f"[{path.removeprefix('fields.')}]", "field", bold, italic)]
            case Defined(term=term):
                return [Run("“"), Run(term, "term", bold=True), Run("”")]
            case Reference(word=word, anchor=anchor):
                return [Run(self.reference(word, anchor))]
            case Link(text=text, url=url):
                return [Run(text if text == url else f"{text} ({url})")]
            case LineBreak():
                return [Run("\n")]
            case Image(alt=alt, path=path):
                return [Run(f"[picture: {alt or path}]", italic=True)]
        return []

    def reference(self, word: str, anchor: str) -> str:
        """`Section 17.2`, with the clause's title where it is another's; a place no text has is named by its anchor."""
        number = self.places.get(anchor)
        clause = next((name for name in sorted(self.titles, key=len, reverse=True) if _is_of(anchor, name)), "")
        title = f" ({self.titles[clause]})" if clause and clause != self.clause else ""
        return f"{word}\u00a0{number}{title}" if number else f"{word} on {self.titles.get(clause, anchor)}"


def _is_of(anchor: str, clause: str) -> bool:
    return anchor == clause or anchor.startswith(f"{clause}-")


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours of one look as one run."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and (last.kind, last.bold, last.italic) == (run.kind, run.bold, run.italic):
            found[-1] = Run(last.text + run.text, run.kind, run.bold, run.italic)
        else:
            found.append(run)
    return found
