"""Tables of contents: found by their heading or their page numbers, and left out."""

import re
from collections.abc import Sequence
from itertools import accumulate

from clmctl.intake.paper.words import words_of
from clmctl.model.paper import LeftOut, PaperPart

_HEADING = re.compile(
    r"(?:table of contents|contents|index|inhaltsverzeichnis|inhalt|table des matières|sommaire|índice|indice|目次)\s*:?"
    r"(?:\s+page(?:\s+no\.?)?|\s*\((?:continued|cont[’']?d\.?)\))?",
    re.IGNORECASE,
)
#: The first letters of those words, however they are written.
_FIRST = "tTcCiIsSíÍ目İıſ"
_BEGINS = re.compile(r"(?:table of contents|inhaltsverzeichnis|table des matières)\b", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:[Pp]age\s*|[ivxl]+|[A-Z]-?)?\d{0,4}\s*$|\t\s*\d{1,4}$|…{2,}\s*\d{0,4}$")
_PAGED = re.compile(r"[\w)\].,;”\"]\s+(?:\d{1,4}|[ivxl]{1,6}|[A-Z]{1,2}-\d{1,3})$")
_BARE = re.compile(
    r"(?:page|section|\d{1,4}|[ivxl]{1,6}|\d{1,3}(?:\.\d{1,3})+\.?|[A-Z]{1,2}-\d{1,3}|-\s?[ivxl\d]+\s?-)\.?", re.IGNORECASE
)
_TAIL = re.compile(r"[\s.…]*(?:[Pp]age\s+)?(?:\d{1,4}|[ivxl]{1,6}|[A-Z]{1,2}-\d{1,3})?\s*$")
_NUMBERED = re.compile(r"(?:article|section|schedule|exhibit|annex|appendix|clause|\d)")
_UNDER = re.compile(r"(?:article|section) \w{1,6} (?P<title>.{4,})")
#: Sections one under the other.
_SECTIONS = re.compile(r"\d{1,2}\.\d{1,2}\.?\s+[^\n.]{2,90}\.?(?:\n\d{1,2}\.\d{1,2}\.?\s+[^\n.]{2,90}\.?)+")
#: A numbered entry with its page; so many on end, each no more than so many pages further, are contents without a heading.
_ENTRY = re.compile(
    r"(?:page\s+)?(?:(?:article|section|clause)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[ivxlc]{1,6})[.:]?\s+[^\W\d].*?[^\d.,$-]\s(?P<page>\d{1,3})",
    re.IGNORECASE,
)
_ENTRIES, _FURTHER = 6, 12
#: A line of contents is never longer, unless it holds several entries with their pages.
_LONGEST = 240
_SHORT = 60
_PAGES_INSIDE = re.compile(r"\s\d{1,3}\s+(?=(?:Section|SECTION|Article|ARTICLE|\d|[A-Z]))")


def without_contents(parts: Sequence[PaperPart]) -> tuple[list[PaperPart], list[LeftOut]]:
    """The parts without tables of contents, and those that were one."""
    kept = list(parts)
    left: list[LeftOut] = []
    at = 0
    while at < len(kept):
        part = kept[at]
        text = part.text
        if part.kind != "table" and text and _is_headed(text):
            end = _end(kept, at + 1)
        elif (_has_leader(text) and _run_of_leaders(kept, at) >= 4) or (_page_of(text) and _run_of_pages(kept, at) >= _ENTRIES):
            end = _end(kept, at)
        else:
            at += 1
            continue
        if end - at >= 2 or (end - at == 1 and len(text) > 40):
            left += [LeftOut("contents", _words(each), each.line) for each in kept[at:end]]
            del kept[at:end]
        else:
            at += 1
    return kept, left


def _is_headed(text: str) -> bool:
    """Whether a paragraph is the heading of a table of contents, or begins with it."""
    if text[:1] not in _FIRST and not text[:1].isspace():
        return False
    if len(text) < _LONGEST and _HEADING.fullmatch(text.strip()):
        return True
    return _BEGINS.match(text) is not None and (_is_entry(text) or (len(text) < _SHORT and "." not in text))


def _words(part: PaperPart) -> str:
    if part.rows:
        return "\n".join(" ".join(cell for cell in row if cell) for row in part.rows)
    return f"{part.number} {part.text}".strip()


def _has_leader(text: str) -> bool:
    """Whether a line ends in dots, or a tab, that lead to a page."""
    if len(text) >= 4 * _LONGEST or not (". ." in text or "..." in text or "…" in text or "\t" in text):
        return False
    return _LEADER.search(text) is not None


def _run_of_leaders(parts: Sequence[PaperPart], at: int) -> int:
    end = at
    while end < len(parts) and _has_leader(parts[end].text):
        end += 1
    return end - at


def _page_of(text: str) -> int:
    """The page at the end of a line that begins with a number of its own; 0 where it is none."""
    if not text[-1:].isdigit() or len(text) >= _LONGEST:
        return 0
    match = _ENTRY.fullmatch(text)
    return int(match["page"]) if match is not None else 0


def _run_of_pages(parts: Sequence[PaperPart], at: int) -> int:
    """How many such lines stand on end, their pages counting up; headings and page numbers may stand between them."""
    count, page, missed = 0, 0, 0
    for part in parts[at : at + _ENTRIES * 3]:
        here = _page_of(part.text)
        if here and page <= here <= page + _FURTHER:
            count, page, missed = count + 1, here, 0
        elif missed >= 2 or len(part.text) > _LONGEST or part.kind == "table":
            break
        else:
            missed += 1
    return count


def _end(parts: Sequence[PaperPart], at: int) -> int:
    """Where the table that begins at `at` ends: before the first paragraph that is no entry of it."""
    words: _Words | None = None
    end = at
    misses = 0
    begun: dict[str, int] = {}
    for index in range(at, len(parts)):
        part = parts[index]
        text = part.text.strip()
        key = _plain(_TAIL.sub("", text))
        if part.kind == "table" and part.rows and all(len(row) <= 4 for row in part.rows):
            end = index + 1
            continue
        if key and key in begun and end - at >= 3 and not _has_leader(text) and not _paged(text):
            break  # the first entry stands again: the contract itself begins
        entry = _is_entry(text)
        if not entry and len(text) < 120 and len(key) > 2:
            words = words or _Words(parts[at:])
            entry = words.stand_again(key, index - at, numbered=part.number != "")
        if entry:
            end, misses = index + 1, 0
            begun.setdefault(key, index)
            continue
        misses += 1
        if misses > 2 or len(text) > 160:
            break
    return _back(parts, at, end)


class _Words:
    """The words of the paragraphs from a table on; few tables have an entry that asks for them."""

    def __init__(self, parts: Sequence[PaperPart]) -> None:
        plains = [_plain(part.text) for part in parts]
        self._text = "\n".join(f" {plain} " for plain in plains)
        self._passed = list(accumulate(len(plain) + 2 for plain in plains))

    def stand_again(self, key: str, at: int, *, numbered: bool) -> bool:
        """Whether an entry without a page, paragraph `at`, stands again: anywhere with its number, else to begin a paragraph."""
        wanted = f" {key} " if not numbered and _NUMBERED.match(key) else f"\n {key} "
        if self._text.find(wanted, self._passed[at]) >= 0:
            return True
        named = _UNDER.match(key)  # there its title may stand under the number
        return named is not None and self._text.find(f"\n {named['title']} ", self._passed[at]) >= 0


def _back(parts: Sequence[PaperPart], at: int, end: int) -> int:
    """The end moved before a title that stands again right where the contract begins."""
    while end > at and not _is_entry(parts[end - 1].text) and _again(parts, at, end):
        end -= 1
    return end


def _again(parts: Sequence[PaperPart], at: int, end: int) -> bool:
    """Whether the last part repeats an entry before it, so that it begins the text."""
    last = _plain(parts[end - 1].text)
    return any(_plain(_TAIL.sub("", part.text)) == last for part in parts[at : end - 1])


def _is_entry(text: str) -> bool:
    if _BARE.fullmatch(text) or _has_leader(text) or _paged(text) or len(_PAGES_INSIDE.findall(text)) >= 2:
        return True
    return "\n" in text and _SECTIONS.fullmatch(text) is not None


def _paged(text: str) -> bool:
    return len(text) < _LONGEST and _PAGED.search(text) is not None and not text.endswith(".")


def _plain(text: str) -> str:
    return " ".join(words_of(text))
