"""Plain text as paragraphs: wrapped lines joined, what belongs to the page left out and named."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from clmctl.intake.paper.lines import Line, cleaned, lines_in, without_furniture
from clmctl.model.paper import LeftOut, PaperPart

_ENDED = (".", ":", ";", "!", "?", '."', ".”", ".)", ";)", '";', "”;", ":)", "。", "；", "：")
#: A number, letter or word that begins an article, a section or an item.
_LABEL = re.compile(
    r"(?:\((?:[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6}|\d{1,3})\)|(?:[a-z]|[ivx]{1,5}|[A-Z]|[IVX]{1,5}|\d{1,3})[.)]"
    r"|\d{1,3}(?:\.\d{1,3})+\.?\)?|(?:ARTICLE|Article|SECTION|Section|Sec\.|SEC\.|CLAUSE|Clause|§|SCHEDULE|Schedule|EXHIBIT|Exhibit"
    r"|ANNEX|Annex|APPENDIX|Appendix)\s?[\dIVXLCA-Z][\w.]*)(?=[\s:.–—-]|$)"
)
_ALONE = re.compile(r"(?:\((?:[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,3})\)|\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[A-Za-z][.)])")
_BULLET = re.compile(r"[•●▪■◦‣·o*–—-]\s+(?=\S)")
#: What is a bullet without doubt; dashes and letters also begin words.
_BULLETS = frozenset("•●▪■◦‣·")
_COLUMNS = re.compile(r"\S {3,}\S")
_SMALL = re.compile(r"[a-zß-öø-ÿ(,;]")
#: The hyphen at which a line's end parted a word; begun with what is seldom there, the search is many times quicker.
_HYPHEN = re.compile(r"- (?<=[A-Za-z]{2}- )(?!(?:and|or|to|und|oder|bis|et|ou|y|o)\b)(?=[a-z]{2})")
#: A line that is this much shorter than the text is wide ends its paragraph.
_FULL = 0.72
#: So many numbers on end without words are a column of their own.
_COLUMN = 4


def plain_parts(text: str) -> tuple[tuple[PaperPart, ...], tuple[LeftOut, ...]]:
    """The paragraphs of a plain text in order, and the lines left out of them."""
    lines, left = lines_in(cleaned(text))
    lines, furniture = without_furniture(lines)
    groups = _groups(lines)
    parts, columns = [_part(group) for group in groups], list[LeftOut]()
    if any(_is_alone(part.text) for part in parts):
        parts, columns = _without_columns(parts)
        parts = _labels_joined(parts)
    return tuple(parts), tuple(sorted((*left, *furniture, *columns), key=lambda each: each.line))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each paragraph together."""
    if not lines:
        return []
    width, wrapped = _width(lines)
    loose = wrapped and _double_spaced(lines)
    groups = [[lines[0]]]
    for line in lines[1:]:
        last = groups[-1][-1]
        if _goes_on(last, line, width if wrapped else 0, loose=loose):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _width(lines: Sequence[Line]) -> tuple[int, bool]:
    """How wide the text is set, and whether its lines are wrapped at that width."""
    lengths = sorted(line.indent + len(line.text) for line in lines)
    wide = lengths[int(len(lengths) * 0.9)]
    close = sum(1 for line in lines[1:] if line.gap == 0)
    return wide, wide <= 130 and len(lines) >= 4 and close * 4 >= len(lines)


def _double_spaced(lines: Sequence[Line]) -> bool:
    """Whether a blank line stands between the lines of one paragraph, too."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 1]
    running = sum(1 for a, b in pairs if len(a.text) > 45 and not a.text.endswith(_ENDED) and _SMALL.match(b.text))
    return len(pairs) > 10 and running * 10 > len(pairs) * 4


def _goes_on(last: Line, line: Line, width: int, *, loose: bool) -> bool:
    """Whether a line belongs to the paragraph of the line before it."""
    ended = last.text.endswith(_ENDED)
    gap = line.gap - 1 if loose and line.gap else line.gap
    labelled = _LABEL.match(line.text) is not None
    if gap or line.page:
        running = not ended and len(last.text) >= 40 and _SMALL.match(line.text) is not None
        return running and not labelled and gap < 12
    if _BULLET.match(line.text):
        return False
    if _in_columns(line.text) and _in_columns(last.text):
        return True
    full = not width or last.indent + len(last.text) >= width * _FULL
    if labelled and (ended or not full or line.indent < last.indent or abs(line.indent - last.indent) > 2):
        return False
    if not width:
        return not ended and len(last.text) >= 60 and (_SMALL.match(line.text) is not None or len(last.text) > 75)
    if not full:
        return not ended and _SMALL.match(line.text) is not None and not _capital(last.text)
    if ended and line.indent >= last.indent + 3:
        return False
    return not (_capital(line.text) and not _capital(last.text) and len(line.text) < width * _FULL)


def _in_columns(text: str) -> bool:
    """Whether a line is set in columns."""
    return "   " in text and _COLUMNS.search(text) is not None


def _capital(text: str) -> bool:
    """Whether a line is set in capitals."""
    return len(text) > 3 and text.isupper()


def _part(group: Sequence[Line]) -> PaperPart:
    """The paragraph of some lines; lines set in columns stay lines."""
    first = group[0]
    if len(group) == 1:
        text = _spaced(first.text)
    elif sum([_in_columns(line.text) for line in group]) * 2 > len(group):
        text = "\n".join(_spaced(line.text) for line in group)
    else:
        text = _joined([line.text for line in group])
    if text[0] in _BULLETS and (bullet := _BULLET.match(text)):
        return PaperPart("bullet", text[bullet.end() :], first.number, level=1)
    return PaperPart("paragraph", text, first.number, bold=len(text) < 120 and _capital(text))


def _spaced(text: str) -> str:
    return " ".join(text.split()) if "  " in text else text


def _joined(texts: Sequence[str]) -> str:
    """Lines as one paragraph; a word parted at its hyphen is one word again, the hyphen kept."""
    text = _spaced(" ".join(texts))
    return _HYPHEN.sub("-", text) if "- " in text else text


def _without_columns(parts: Sequence[PaperPart]) -> tuple[list[PaperPart], list[LeftOut]]:
    """The parts without columns of numbers that a conversion tore off their paragraphs: nobody can say which stood where."""
    kept: list[PaperPart] = []
    left: list[LeftOut] = []
    for alone, group in groupby(parts, lambda part: part.kind == "paragraph" and _is_alone(part.text)):
        run = list(group)
        if alone and len(run) >= _COLUMN:
            left += [LeftOut("number", part.text, part.line) for part in run]
        else:
            kept += run
    return kept, left


def _is_alone(text: str) -> bool:
    """Whether a paragraph is a number and nothing else."""
    return " " not in text and _ALONE.fullmatch(text) is not None


def _labels_joined(parts: Sequence[PaperPart]) -> list[PaperPart]:
    """Numbers that stand alone on their line put before the paragraph they number."""
    found: list[PaperPart] = []
    for part in parts:
        last = found[-1] if found else None
        if last is not None and last.kind == "paragraph" and _is_alone(last.text) and not _ALONE.match(part.text):
            found[-1] = PaperPart(part.kind, f"{last.text} {part.text}", last.line, bold=part.bold, rows=part.rows)
        else:
            found.append(part)
    return found
