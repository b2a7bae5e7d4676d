"""Where the clauses of a paper begin: by their numbers, by headings, or by the titles that begin paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from clmctl.intake.paper.marks import Family, Start, chain, decimals, is_section
from clmctl.intake.paper.missing import with_missing
from clmctl.intake.paper.titles import is_title, numbered_title_of, title_of
from clmctl.model.paper import PaperPart
from clmctl.text.dialect.headings import schedule_name

_FAMILIES: tuple[tuple[Family, float], ...] = (
    ("article", 3.0),
    ("section", 1.2),
    ("arabic", 1.0),
    ("roman", 1.1),
    ("letter", 0.4),
)
_OUTER = 3
#: A line of a signature block or of an address.
_FIELD = re.compile(
    r"(?:by|name|title|date|its|attn|fax|tel|phone|e-?mail|address|facsimile|with a copy|if to|to)\b", re.IGNORECASE
)
#: What is said of the pages, not of the matter.
_ASIDE = re.compile(r"\[.*(?:signature|page|omitted|remainder|intentionally)", re.IGNORECASE)
_THREE_FIGURES, _THREE_LETTERS, _ITEM = re.compile(r"\d{3}"), re.compile(r"[^\W\d]{3}"), re.compile(r"\(?\w{1,3}[.)]")
#: What no clause in the middle of another is called.
_NAMES = re.compile(rf"\d|\b(?:Inc|Ltd|LLC|L\.?P|Corp|Co|S\.?A|Minn|No|By|its)\b\.?$|^{_FIELD.pattern}", re.IGNORECASE)
#: A title that begins a paragraph is shorter.
_LONGEST_LEAD = 70
#: So many paragraphs may stand before a title.
_COVER = 3
#: Of a text with more characters, no clause should hold so much, nor what stands before the first.
_LONG, _MOST, _MOST_BEFORE = 6_000, 0.5, 0.3
#: A number that stands alone on its line has no more characters.
_LABEL = 20
#: A title in capitals before a colon at the beginning of a sentence.
_CAPITALS = re.compile(r"(?:^|(?<=[.:;!?)] ))(?P<title>[A-Z][A-Z/&,’'() -]{3,60}):\s(?=[A-Z“\"(])")
#: A paragraph with so many characters may stand for a clause where nothing marks one; recitals never do.
_WHOLE = 160
_RECITAL = re.compile(r"whereas\b|recitals?\b|background\b|now,? therefore\b", re.IGNORECASE)
#: A long piece is parted further only where its largest part then has no more than this of it, and into so many at least.
_FINER, _LEAST = 0.8, 3


def parted(parts: Sequence[PaperPart], found: Sequence[Start]) -> list[Start]:
    """The places where clauses begin, in order; `found` are all that look like a numbered one.

    Where one clause would hold most of the text, or none hold its beginning, that piece is parted by a further count, by
    sections (`3.1 Fees`), or by headings in it: numbers that begin anew, an annex without a heading, articles of many sections.
    """
    counted, headed = with_missing(parts, numbered(found)), _headed(parts)
    usual = (headed if _prefers_headings(parts, counted, headed) else _with_earlier(parts, counted, headed)) or _led(parts)
    return _finer(parts, found, usual)


def _finer(parts: Sequence[PaperPart], found: Sequence[Start], usual: list[Start]) -> list[Start]:
    """The same places, with further ones in pieces that are too long."""
    total = sum(len(part.text) for part in parts)
    if total < _LONG:
        return usual
    chosen = usual
    while (piece := _too_long(parts, chosen, total)) is not None:
        start, end = piece
        within = [each for each in found if start < each.part < end]
        first = start + 1 + (start >= 0 and len(parts[start].text) <= _LABEL)  # after a number alone stands its own title
        below = parts[first:end]
        ways = (
            numbered(within, outer=start < 0),
            [each for each in decimals(parts) if start < each.part < end],
            _telling(parts, _moved(_headed(below), first)),
            _telling(parts, _moved(_led(below), first)) if start >= 0 else [],
            _telling(parts, _moved(_led(below, unmarked=True), first)) if start >= 0 else [],
        )
        lengths = [_largest(parts, way, start, end) for way in ways]
        inside = ways[lengths.index(min(lengths))]
        if len(inside) < _LEAST or min(lengths) > _FINER * _length(parts, start, end):
            return sorted({*chosen, *_run_in(parts, max(0, start), end)}, key=lambda each: (each.part, each.at))
        chosen = sorted({*chosen, *inside}, key=lambda each: (each.part, each.at))
    return chosen


def _telling(parts: Sequence[PaperPart], headings: Sequence[Start]) -> list[Start]:
    """Those of some headings that stand once and name neither a firm, a figure nor a line of a signature."""
    titles = [title_of(parts[each.part].text)[0] or parts[each.part].text for each in headings]
    often = Counter(title.casefold() for title in titles)
    return [
        each for each, title in zip(headings, titles, strict=True) if often[title.casefold()] == 1 and not _NAMES.search(title)
    ]


def _moved(found: Sequence[Start], by: int) -> list[Start]:
    return [each._replace(part=each.part + by) for each in found]


def _too_long(parts: Sequence[PaperPart], chosen: Sequence[Start], total: int) -> tuple[int, int] | None:
    """The first and last paragraph of the longest piece where it is too long: from where it begins to where the next does."""
    edges = [0, *dict.fromkeys(each.part for each in chosen), len(parts)]
    pieces = [(_length(parts, start, end), start, end) for start, end in pairwise(edges)]
    before = pieces[0][0]
    if chosen and before > _MOST_BEFORE * total:
        return -1, edges[1]
    length, start, end = max(pieces)
    return (start, end) if length > _MOST * total else None


def _largest(parts: Sequence[PaperPart], inside: Sequence[Start], start: int, end: int) -> int:
    """How long the longest part of a piece is, parted there."""
    edges = [max(0, start), *dict.fromkeys(each.part for each in inside), end]
    return max(_length(parts, first, last) for first, last in pairwise(edges))


def _length(parts: Sequence[PaperPart], start: int, end: int) -> int:
    return sum(len(part.text) for part in parts[max(0, start) : end])


def numbered(found: Sequence[Start], *, outer: bool = False) -> list[Start]:
    """The numbered clauses among the starts, by the family of numbers that stands outermost; empty where none counts.

    With `outer` letters and Roman figures count for nothing: recitals have them, too.
    """
    best: list[Start] = []
    heaviest = 0.0
    for family, factor in _FAMILIES[:_OUTER] if outer else _FAMILIES:
        counted, weight = chain(found, family)
        enough = len(counted) >= (3 if family in ("letter", "roman") else 2)
        if enough and weight * factor > heaviest:
            best, heaviest = counted, weight * factor
    return best


def _headed(parts: Sequence[PaperPart]) -> list[Start]:
    """The places that are set as headings: by the file itself, else by capitals or bold, else short titles on their own line."""
    own = [at for at, part in enumerate(parts) if part.kind == "heading"]
    if len(own) >= 2:
        levels = sorted({parts[at].level for at in own})
        level = next((level for level in levels if sum(parts[at].level == level for at in own) >= 2), levels[-1])
        over = title_heading(parts)
        return [_heading(at, parts[at]) for at in own if parts[at].level <= level and at != over]
    lines = [at for at, part in enumerate(parts) if part.kind == "paragraph" and _is_line(parts, at)]
    set_off = [at for at in lines if parts[at].bold]
    chosen = set_off if len(set_off) >= 3 and len(lines) <= 2 * len(set_off) else lines
    return [_heading(at, parts[at]) for at in chosen] if len(chosen) >= 2 else []


def title_heading(parts: Sequence[PaperPart]) -> int:
    """Where the heading stands that is the title of all the others: first, and alone on the highest level; -1 for nowhere."""
    own = [at for at, part in enumerate(parts) if part.kind == "heading"]
    if not own or own[0] > _COVER:
        return -1
    first = parts[own[0]]
    alone = all(parts[at].level > first.level for at in own[1:])
    return own[0] if alone and schedule_name(first.text) is None else -1


def _heading(at: int, part: PaperPart) -> Start:
    return Start(at, 0, "heading", 0, 0, 1.0 + (part.kind == "heading"))


def _is_line(parts: Sequence[PaperPart], at: int) -> bool:
    """Whether a paragraph is a short title with a paragraph of text under it."""
    text = parts[at].text
    if len(text) > 90 or len(text) < 3 or "\n" in text or text.endswith((",", ";")) or ":" in text[:-1]:
        return False
    after = next((part for part in parts[at + 1 : at + 3] if part.text or part.rows), None)
    if after is None or (len(after.text) <= 100 and after.kind not in {"bullet", "table"} and not _ITEM.match(after.text)):
        return False
    if _FIELD.match(text) or _ASIDE.match(text):
        return False
    return not _THREE_FIGURES.search(text) and bool(_THREE_LETTERS.search(text)) and is_title(text)


def _prefers_headings(parts: Sequence[PaperPart], counted: Sequence[Start], headed: Sequence[Start]) -> bool:
    """Whether headings part the text better than the numbers do."""
    if not headed:
        return False
    if not counted:
        return True
    places = {start.part for start in counted if start.at == 0}
    styled = [start for start in headed if parts[start.part].kind == "heading"]
    if styled and len(places & {start.part for start in styled}) * 2 < len(counted):
        inside = sum(counted[0].part <= start.part <= counted[-1].part for start in styled)
        below_one = not inside and styled[0].part < counted[0].part and len(styled) > 1
        if below_one and (counted[-1].part - counted[0].part) * 2 < len(parts):
            return True  # a list under one of the headings
        return inside * 2 >= len(counted) or len(styled) > len(counted)
    if sum(start.weight for start in counted) >= 1.2 * len(counted):
        return False
    return sum(not is_section(parts[start.part].text) for start in headed) > 2 * len(counted)


def _with_earlier(parts: Sequence[PaperPart], counted: Sequence[Start], headed: Sequence[Start]) -> list[Start]:
    """The numbered clauses; with the headings before them where those part a good deal of the text."""
    if not counted or counted[0].part * 3 < len(parts):
        return list(counted)
    earlier = [start for start in headed if start.part < counted[0].part]
    return [*earlier, *counted] if len(earlier) >= 4 else list(counted)


def _run_in(parts: Sequence[PaperPart], start: int, end: int) -> list[Start]:
    """The titles in capitals before a colon at the beginning of sentences, where a piece of a text has several of them."""
    found = [
        Start(at, match.start("title"), "heading", 0, match.start("title"), 1.0)
        for at in range(start, end)
        if parts[at].kind == "paragraph" and not parts[at].number and ":" in parts[at].text
        for match in _CAPITALS.finditer(parts[at].text)
        if not _FIELD.match(match["title"]) and is_title(match["title"])
    ]
    often = Counter(parts[each.part].text[each.at : each.at + _LONGEST_LEAD].partition(":")[0] for each in found)
    return found if len(found) >= _LEAST and max(often.values()) == 1 else []


def unmarked(parts: Sequence[PaperPart]) -> list[Start]:
    """Where the paragraphs of a long text begin in which nothing else marks a clause, past its opening words and recitals."""
    if sum(len(part.text) for part in parts) < _LONG:
        return []
    long = [at for at, part in enumerate(parts) if part.kind == "paragraph" and len(part.text) >= _WHOLE]
    found = [Start(at, 0, "heading", 0, 0, 1.0) for at in long[1:] if not _RECITAL.match(parts[at].text)]
    return found if len(found) >= _LEAST else []


def _led(parts: Sequence[PaperPart], *, unmarked: bool = False) -> list[Start]:
    """Paragraphs that begin with a title of their own, where nothing else parts the text; `unmarked`: without a mark after it."""
    found = [
        Start(at, 0, "heading", 0, 0, 1.0)
        for at, part in enumerate(parts)
        if part.kind == "paragraph" and _leads(part.text, numbered_title_of if unmarked else title_of)
    ]
    return found if len(found) >= 3 else []


def _leads(text: str, titled: Callable[[str], tuple[str, str]]) -> bool:
    """Whether a paragraph's words begin with a title that is no line of a signature block."""
    title, rest = titled(text) if len(text) > 60 and not _RECITAL.match(text) else ("", "")
    return bool(title and rest) and len(title) < _LONGEST_LEAD and not _FIELD.match(title) and not title.endswith(" By")
