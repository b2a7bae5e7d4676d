"""The lines of a plain text, and which of them belong to the page and not to the contract."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clmctl.intake.paper.gaps import narrowest, paragraphs_in
from clmctl.model.paper import LeftOut

#: What is no character of the words: controls, marks of width and direction, replacement signs of nothing.
_GONE = dict.fromkeys(
    [
        *range(9), 11, *range(14, 32), *range(127, 133), *range(134, 160), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2065), *range(0x2066, 0x2070), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF,
    ]
)  # fmt: skip
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
#: Bullets and boxes of symbol fonts, which a text keeps in the private use area.
_BULLETS = dict.fromkeys([0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0A8], "•")
#: A soft hyphen inside a line of a plain text was a hyphen before somebody converted it.
_TABLE = _GONE | _SPACES | _BULLETS | {0xAD: "-", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
#: What stands in every text; only the few other characters are looked at.
_USUAL = bytes(code for code in range(128) if code not in _TABLE)

_MARKUP = re.compile(r"(?:</?[A-Z][A-Z0-9]{0,11}>\s*)+(?P<rest>[-–— ]*\d{0,4}[-–— ]*)")
_FILING = re.compile(r"<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION)>.*")
_RULE = re.compile(r"[-=–—*~ ]*(?:[-=–—~]\s*){3,}[-=–—*~ ]*")
_PAGE_NUMBER = re.compile(
    r"(?P<lead>[-–—~\[(\s]*)(?P<word>(?:page|pg\.?|seite)\s*)?(?P<prefix>[A-Z]{1,3}-)?(?P<label>\d{1,4}|[ivxl]{1,7}|[IVXL]{1,7})"
    r"(?:\s*(?:of|von|/)\s*\d{1,4})?(?P<tail>[-–—~\])\s]*)",
    re.IGNORECASE,
)
#: A page's number after the last words of the page.
_TAIL = re.compile(r"(?<=[^\s\d$(])\s+(?:Page\s+)?(?:[-–]\s?)?(?P<label>\d{1,3})(?:\s+of\s+\d{1,3})?(?:\s?[-–])?$")
_WORD = re.compile(r"[^\W\d_]{4}|\[\*+\]")
_FIGURES = re.compile(r"\d+|\b[ivxl]+\b")
_SIGNING = re.compile(r"(?:by|name|title|its|date|signature|address|attn|attention|fax|tel|phone|witness)\b", re.IGNORECASE)
#: So many lines on each side of a page's edge may be its header or footer.
_EDGE = 3
_OFTEN = 3
#: No page has so few characters; where gaps part fewer, they are none between pages.
_SHORTEST_PAGE = 350


class Line(NamedTuple):
    """A line with words: 1-based number, column, the words, blank lines before it, whether a page begins with it."""

    number: int
    indent: int
    text: str
    gap: int
    page: bool


def cleaned(text: str) -> str:
    """The text with `\\n` line ends, plain spaces and no invisible characters; form feeds stay, they part pages."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for odd in set(text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")):
        if (said := _TABLE.get(ord(odd), odd)) != odd:
            text = text.replace(odd, said or "")
        elif "\ud800" <= odd <= "\udfff":
            text = text.replace(odd, "\ufffd")
    return text


def lines_in(text: str) -> tuple[list[Line], list[LeftOut]]:
    """The lines with words in them, and lines that are markup of a filing system or a mere rule."""
    found: list[Line] = []
    left: list[LeftOut] = []
    gap, page = 0, False
    odd = "\f" in text or "\t" in text
    raw_lines = text.split("\n")
    wide = narrowest(raw_lines)
    for number, raw in enumerate(raw_lines, 1):
        line = raw
        if odd and "\f" in line:
            page = True
            line = line.replace("\f", " ")
        words = line.strip()
        if not words:
            gap += 1
            continue
        if words[0] in "<-=–—~*":
            if words[0] == "<":
                markup = _MARKUP.fullmatch(words)
                if markup or _FILING.fullmatch(words):
                    page = page or "<PAGE>" in words
                    left.append(LeftOut("markup", words, number))
                    gap += 0 if markup is None else 1
                    continue
            elif not words.strip("-=–—*~ \t") and _RULE.fullmatch(words):
                left.append(LeftOut("rule", words, number))
                gap += 1
                continue
        if odd and "\t" in line:
            line = line.expandtabs(8)
            words = line.strip()
        first, *more = paragraphs_in(words, wide) if wide else (words,)
        found.append(Line(number, len(line) - len(line.lstrip()), first, gap, page))
        found += [Line(number, 0, each, 1, False) for each in more]
        gap, page = 0, False
    return found, left


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[LeftOut]]:
    """The lines without page numbers and without what stands on every page; the line after them begins a page."""
    numbers = _page_numbers(lines)
    repeated = _repeated(lines, _edges(lines, numbers), numbers)
    lines, glued = _without_tails(lines, numbers | repeated)
    if not numbers and not repeated:
        return list(lines), glued
    kept: list[Line] = []
    left = glued
    gap, page = 0, False
    for at, line in enumerate(lines):
        if at in numbers or at in repeated:
            left.append(LeftOut("page-number" if at in numbers else "running-line", line.text, line.number))
            gap, page = gap + line.gap + 1, True
        else:
            kept.append(line._replace(gap=gap + line.gap, page=page or line.page) if gap or page else line)
            gap, page = 0, False
    return kept, left


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that hold a page's number alone: at a page's edge, marked as such, or counting up through the text."""
    found: set[int] = set()
    weak: list[tuple[int, str, int]] = []
    last = len(lines) - 1
    for at, line in enumerate(lines):
        if len(line.text) > 20:
            continue
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match is None:
            continue
        marked = match["word"] or match["prefix"] or ("-" in match["lead"] and "-" in match["tail"])
        after = at == last or lines[at + 1].page or lines[at + 1].gap >= 3
        before = line.page or line.gap >= 3
        if marked or after or (before and at < last and lines[at + 1].gap > 0):
            found.add(at)
        else:
            label = match["label"]
            weak.append((at, "arabic" if label.isdigit() else "roman", int(label) if label.isdigit() else 0))
    counting: list[int] = []
    expected = 0
    for at, kind, value in weak:
        if kind == "arabic" and (value == expected + 1 or (not counting and value in (1, 2))):
            counting.append(at)
            expected = value
    if len(counting) >= _OFTEN and _spread(counting, lines):
        found.update(counting)
    return frozenset(found)


def _without_tails(lines: Sequence[Line], furniture: frozenset[int]) -> tuple[Sequence[Line], list[LeftOut]]:
    """The lines without the page numbers that a conversion glued to the last words of pages, where those count up."""
    found: list[tuple[int, re.Match[str], int]] = []
    for at, line in enumerate(lines):
        if not (line.text[-1].isdigit() or line.text[-1] in "-–") or at in furniture:
            continue
        after = lines[at + 1] if at + 1 < len(lines) else None
        if after is not None and not after.page and after.gap < 3:
            continue
        match = _TAIL.search(line.text)
        if match is not None and match.start() > 0:
            found.append((at, match, int(match["label"])))
    counted: list[tuple[int, re.Match[str], int]] = []
    for each in found:
        if not counted or counted[-1][2] < each[2] <= counted[-1][2] + _OFTEN:
            counted.append(each)
    if len(counted) < _OFTEN or len(counted) * 2 < len(found):
        return lines, []
    kept = list(lines)
    for at, match, _ in counted:
        kept[at] = kept[at]._replace(text=kept[at].text[: match.start()])
    return kept, [LeftOut("page-number", match[0].strip(), lines[at].number) for at, match, _ in counted]


def _spread(places: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether the places stand far enough apart to be pages, not the cells of a table."""
    return (places[-1] - places[0]) / (len(places) - 1) > 12 and len(lines) > 0


def _edges(lines: Sequence[Line], numbers: frozenset[int]) -> list[int]:
    """The indices of lines before which a page ends."""
    blank = {at for at, line in enumerate(lines) if at and line.gap >= 3}
    if sum(len(line.text) for line in lines) < _SHORTEST_PAGE * len(blank):
        blank = set()  # wide gaps between paragraphs
    found = [at for at, line in enumerate(lines) if at and (line.page or at in blank or at - 1 in numbers or at in numbers)]
    return [0, *found, len(lines)] if lines else []


def _repeated(lines: Sequence[Line], edges: Iterable[int], numbers: frozenset[int]) -> frozenset[int]:
    """The lines near the edges of pages whose words stand there again and again, their figures aside."""
    inner = list(edges)
    if len(inner) < _OFTEN + 1:
        return frozenset()
    near: dict[int, str] = {}
    pages: dict[str, set[int]] = {}
    for edge in inner:
        for at in range(max(0, edge - _EDGE), min(len(lines), edge + _EDGE)):
            text = lines[at].text
            if at not in near and at not in numbers and len(text) <= 150 and _alphabetic(text) and not _SIGNING.match(text):
                near[at] = _FIGURES.sub("#", text.casefold())
                pages.setdefault(near[at], set()).add(edge)
    return frozenset(at for at, key in near.items() if len(pages[key]) >= _OFTEN)


def _alphabetic(text: str) -> bool:
    """Whether a line has a word of four letters: a number, a label or a cell of a table repeats for other reasons."""
    return _WORD.search(text) is not None
