"""A paper as text of our dialect: every word of it, its numbers as typed wherever ours would print another."""

from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

from clmctl.intake.paper.numbers import Placed, counts_as_typed, placed
from clmctl.intake.paper.outline import Outline, Region
from clmctl.model.frozen import frozen
from clmctl.model.paper import LeftOut, PaperPart
from clmctl.text.dialect.escaping import LINE_START, escaped, safe_start
from clmctl.text.dialect.headings import schedule_name
from clmctl.text.naming import plain_words

#: The anchor of what stands before the first clause: a field may cite it.
OPENING = "preamble"
#: A line may end at a point or semicolon after two of these, before one of those.
_BEFORE, _AFTER = frozenset(f"{ascii_lowercase})"), frozenset(f'{ascii_uppercase}“"(')
#: A sentence with no more words has no line of its own.
_SHORT, _BEGINNING = 4, 60


@frozen
class Written:
    """The text of a contract made of a paper, and what of the paper's words it does not repeat."""

    title: str
    text: str
    left_out: tuple[LeftOut, ...]
    clauses: int


def written(found: Outline, title: str = "") -> Written:
    """The text of an outline. `title` stands over it where the paper has none of its own."""
    title = found.title or title
    lines: list[str] = []
    left: list[LeftOut] = []
    taken: set[str] = {OPENING}
    clauses = 0
    if title and not any(_is_title(part, found.title) for region in found.regions[:1] for part in region.intro):
        _under(lines, _title(title))
    for region in found.regions:
        clauses += len(region.passages)
        _region(region, found.title, lines, left, taken)
    return Written(title, "\n".join(lines).strip("\n") + "\n", (*found.left_out, *left), clauses)


def _region(region: Region, title: str, lines: list[str], left: list[LeftOut], taken: set[str]) -> None:
    if region.heading:
        name = schedule_name(region.heading)
        anchor = _anchor(f"{name.word} {name.number}" if name and name.number else region.heading, taken)
        _under(lines, f"# {_words(region.heading)} {{#{anchor}}}")
    titled = bool(region.heading)
    for part in region.intro:
        if not titled and _is_title(part, title):
            _under(lines, _title(title))
            titled = True
        else:
            _part(Placed(part), lines)
    counted = counts_as_typed(region)
    for number, passage in enumerate(region.passages, 1):
        shown = passage.label if not counted and passage.label else ""
        if passage.label and not shown:
            left.append(LeftOut("number", passage.label, passage.line))
        heading = f"{shown} {passage.title}".strip() if passage.named or not shown else passage.title
        anchor = _anchor(passage.title if passage.named else f"clause {passage.value or number}", taken)
        _under(lines, f"## {_heading(heading)} {{#{anchor}}}")
        pieces = placed(passage, number if counted else 0, left)
        if pieces and shown and not passage.named:
            pieces[0] = Placed(_prefixed(shown, pieces[0].part), pieces[0].depth, pieces[0].item)
        for piece in pieces:
            _part(piece, lines)
    if region.signing:
        _under(lines, "# Signatures")
        for part in region.signing:
            _part(Placed(part), lines)


def _is_title(part: PaperPart, title: str) -> bool:
    """Whether a paragraph is the paper's title and nothing else."""
    return bool(title) and " ".join(part.text.split()).strip(" *").rstrip(":") == title and schedule_name(title) is None


def _title(title: str) -> str:
    """The title's line. One that would open a schedule (`Exhibit A`) stands in quotes."""
    words = _words(title)
    return f"# {words} {{#{OPENING}}}" if schedule_name(title) is None else f"# ‘{words}’ {{#{OPENING}}}"


def _prefixed(label: str, part: PaperPart) -> PaperPart:
    """The first paragraph of a clause that has no heading, with the number that is typed before it."""
    return PaperPart(part.kind, f"{label} {part.text}", part.line, part.number, part.level, part.bold, part.page, part.rows)


def _anchor(words: str, taken: set[str]) -> str:
    """An anchor for a heading: its words in small ASCII letters, numbered where it is taken."""
    base = "-".join(plain_words(words))[:60].strip("-") or "clause"
    anchor, count = base, 1
    while anchor in taken:
        count += 1
        anchor = f"{base}-{count}"
    taken.add(anchor)
    return anchor


def _words(text: str) -> str:
    """Words escaped for the dialect, on one line."""
    return escaped(" ".join(text.split()))


def _heading(text: str) -> str:
    """A heading's words; closing hashes and braces would be read as marks."""
    text = _words(text)
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def _part(piece: Placed, lines: list[str]) -> None:
    """A paragraph, item, bullet, note or table, with the lines it takes."""
    part = piece.part
    pad = "   " * (piece.depth - piece.item)
    if part.kind == "table":
        _under(lines, *_table(part.rows, pad))
        return
    text = f"{part.number} {part.text}".strip() if part.number else part.text
    wrapped = _lines(text, bold=part.kind == "heading" or (part.bold and len(text) < 200))
    if not wrapped:
        return
    if piece.item:
        first, rest = f"{pad}1. ", pad + "   "
    elif part.kind == "bullet":
        inner = "  " * max(0, part.level - 1)
        first, rest = f"{pad}{inner}- ", f"{pad}{inner}  "
    elif part.kind == "note":
        first = rest = f"{pad}> "
        wrapped[0] = f"**Note:** {wrapped[0]}"
    else:
        first = rest = pad
    wrapped[0] = first + wrapped[0]
    if rest:
        wrapped[1:] = [rest + line for line in wrapped[1:]]
    _under(lines, *wrapped)


def _under(lines: list[str], *more: str) -> None:
    """Puts further lines under the others, an empty one between and after them."""
    if lines and lines[-1]:
        lines.append("")
    lines += more
    lines.append("")


def _lines(text: str, *, bold: bool) -> list[str]:
    """The lines of a paragraph: one a sentence, a hard break where the paper begins a new line."""
    rows = [_spaced(row) for row in text.split("\n")] if "\n" in text else [_spaced(text)]
    if "" in rows:
        rows = [row for row in rows if row]
    found: list[str] = []
    for order, row in enumerate(rows, 1):
        marked = escaped(row)
        if bold and any(char.isalnum() for char in row):
            marked = f"**{marked}**"
        found += _sentences(marked) if len(marked) > 160 and not bold else (safe_start(marked),)
        if order < len(rows):
            found[-1] += "\\"
    return found


def _spaced(text: str) -> str:
    """A text with one space between words; most have no other."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())


def _sentences(text: str) -> list[str]:
    """A line for about each sentence: it ends where a point or semicolon follows a word and a capital comes next.

    No line begins with what would be read as more than words, or follows one of few words.
    """
    found: list[str] = []
    at = 0
    for point, after in (*sorted(_ends(text)), (len(text), 0)):
        words = text[at:point]
        at = after
        if found and (_few(found[-1]) or (not words[:1].isalpha() and LINE_START.match(words))):
            found[-1] += f" {words}"
        elif words:
            found.append(words)
    return [line if line[0].isalpha() else safe_start(line) for line in found]


def _few(words: str) -> bool:
    """Whether they are no more than a few; most often their first characters tell."""
    return words.count(" ", 0, _BEGINNING) < _SHORT and words.count(" ") < _SHORT


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and the next begins; found by its two characters, which is quicker than by any pattern."""
    for mark in (". ", "; "):
        at = text.find(mark, 2)
        while at >= 0:
            after = at + 2
            while text.startswith(" ", after):
                after += 1
            if text[at - 1] in _BEFORE and text[at - 2] in _BEFORE and after < len(text) and text[after] in _AFTER:
                yield at + 1, after
            at = text.find(mark, after)


def _table(rows: tuple[tuple[str, ...], ...], pad: str) -> list[str]:
    width = max(len(row) for row in rows)
    cells = [[_words(cell).replace("|", "\\|") for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    head, *rest = cells
    return [pad + "| " + " | ".join(row) + " |" for row in (head, ["---"] * width, *rest)]
