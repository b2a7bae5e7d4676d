"""Where clauses may begin: headings and typed numbers of every kind, at the start of a paragraph or inside one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from clmctl.intake.paper.titles import foreign, is_title, numbered_title_of, title_of
from clmctl.model.paper import PaperPart
from clmctl.text.dialect.numbering import roman_value

#: How a clause is numbered: `ARTICLE IV`, `Section 4`, `IV.`, `4.`, `D.`, `4.1`; `heading` has no number.
Family = Literal["article", "section", "roman", "arabic", "letter", "decimal", "heading"]

_ROMAN = r"(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
_NAMES = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_ARTICLE = re.compile(
    rf"(?:ARTICLES?|Article|ART\.|Art\.|ARTIKEL|Artikel|ARTÍCULO|Artículo|ARTICOLO|Articolo)\s?[-–]?\s?"
    rf"(?:(?P<figure>\d{{1,3}})(?![\d.]*\d)|(?P<roman>(?=[IVXLC]){_ROMAN})(?![A-Za-z])|(?P<name>{'|'.join(_NAMES)})\b)"
    r"(?:er\b|º|°)?\s*[.:)–—-]*",
    re.IGNORECASE,
)
_SECTION = re.compile(
    rf"(?:SECTION|Section|SEC\.|Sec\.|§+|CLAUSE|Clause|PARAGRAPH|Paragraph|Ziffer|第)\s?"
    rf"(?:(?P<figure>\d{{1,3}})(?:\.0{{1,2}})?(?![\d.]*\d|\()|(?P<roman>(?=[IVXLC]){_ROMAN})(?![A-Za-z]))(?:条|條)?\s*[.:)–—-]*"
)
_ARABIC = re.compile(r"(?P<figure>\d{1,3})(?:\.0{1,2}(?!\d))?(?P<mark>\s?[.):]+(?!\d)|(?=\s+[A-ZÄÖÜ]))\s*[–—-]?(?=\s|$|[A-Z“\"])")
_ROMAN_POINT = re.compile(rf"(?P<roman>(?=[IVXLC]){_ROMAN})[.)]\s*(?:[–—-]\s)?(?=\S|$)")
#: `4.1`, `Section 4.01`; at most two figures each, so that it is no amount.
_DECIMAL = re.compile(
    r"(?:(?:SECTION|Section|Sec\.|§)\s*)?(?P<article>\d{1,2})\.(?P<section>\d{1,2})(?![\d%]|\.\d)[.:)]?\s*(?=\S|$)"
)
#: A name that begins with a small letter: `mPhase`.
_CAMEL = re.compile(r"[a-z]{1,3}[A-Z]")
_LETTER = re.compile(r"(?P<letter>[A-Z])[.)]\s+(?=\S|$)")
#: A number after a sentence's end inside a paragraph. The search begins with that end: that is far quicker than to look back.
_INLINE = re.compile(
    r"[.;:!?)\]”\"’]\s(?=[\dAS])(?=(?P<found>(?P<article>(?:ARTICLE|Article)\s+(?:[IVXLC]{1,7}|\d{1,2})\b(?!\.\d|\())|(?P<section>(?:SECTION|Section)\s+\d{1,2}\s*[.:](?!\d))"
    r"|(?P<arabic>\d{1,2}\s?\.(?!\d)\s*(?=[A-Z“\"])|(?P<over>\d{1,2})\s(?=[A-Z][^.;]{2,90}?\s(?P=over)\.0?1\.?\s))))"
)
#: The kinds of numbers that may begin with a figure, and with another character.
_DIGIT: tuple[tuple[Family, re.Pattern[str]], ...] = (("arabic", _ARABIC),)
_BY_FIRST: Mapping[str, tuple[tuple[Family, re.Pattern[str]], ...]] = MappingProxyType(
    {
        first: (
            *((("article", _ARTICLE),) if first in "Aa" else ()),
            *((("section", _SECTION),) if first in "SCPZ§第" else ()),
            *((("roman", _ROMAN_POINT),) if first in "IVXLC" else ()),
            *((("letter", _LETTER),) if "A" <= first <= "Z" else ()),
        )
        for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZa§第"
    }
)
_PATTERNS: Mapping[Family, re.Pattern[str]] = MappingProxyType(
    {"article": _ARTICLE, "section": _SECTION, "roman": _ROMAN_POINT, "arabic": _ARABIC}
)
#: What follows the first letter of a number: `Ar`ticle, `Se`ction, `Cl`ause, `Pa`ragraph, `Zi`ffer, a point, a Roman figure.
_SECOND = "rReElLaAi.)IVXLC"
#: In a longer paragraph further clauses may begin inside.
_LONG = 30
_NOWHERE = (float("-inf"), -1)
#: What a number missing in the count costs, how many may miss on end, and the highest number a count begins with.
_MISSING, _WIDEST, _LATEST = 0.8, 5, 2
#: So many sections may be missing where they count 4.1, 4.2.
_SKIPPED = 3


class Start(NamedTuple):
    """Where a clause may begin: the paragraph and the offset in it, its number, the label's end, and how much it looks it."""

    part: int
    at: int
    family: Family
    value: int
    end: int
    weight: float


def starts(parts: Sequence[PaperPart]) -> list[Start]:
    """Every place that looks like the beginning of a numbered clause, in order."""
    found: list[Start] = []
    for index, part in enumerate(parts):
        kind, text = part.kind, part.text
        if part.number:
            if kind != "heading" and part.level > 1:
                continue  # an item of a list inside another begins no clause
            text = f"{part.number} {text}"
        if kind in {"table", "note"} or not text:
            continue
        if patterns := _patterns(text):
            found += _at_start(index, part, text, patterns)
        if len(text) > _LONG and kind == "paragraph" and (inside := _INLINE.search(text)):
            found += _inside(index, text, inside.start())
    return found


def _patterns(text: str) -> tuple[tuple[Family, re.Pattern[str]], ...]:
    """The kinds of numbers that a text may begin with, told by its first characters."""
    first = text[0]
    if "A" <= first <= "z" and text[1:2] not in _SECOND:
        return ()
    return _DIGIT if first.isdigit() else _BY_FIRST.get(first, ())


def _at_start(index: int, part: PaperPart, text: str, patterns: Sequence[tuple[Family, re.Pattern[str]]]) -> Iterator[Start]:
    for family, pattern in patterns:
        match = pattern.match(text)
        if match is None or not match[0].strip():
            continue
        value = _value(match)
        rest = text[match.end() :].lstrip()
        if not value or (rest and not _begins(rest)):
            continue
        if family == "arabic" and not match["mark"] and not (part.kind == "heading" or part.bold or is_title(rest)):
            continue
        titled = part.kind == "heading" or part.bold or not rest or bool(numbered_title_of(rest)[0])
        weight = 1.0 + titled + (part.kind == "heading") - 0.3 * (part.kind == "bullet" or part.level > 1)
        yield Start(index, 0, family, value, match.end(), weight)
        if family != "roman":
            return


def _begins(rest: str) -> bool:
    """Whether the words after a number begin a clause: with a capital, a quote, a bracket, a figure, or a name like `mPhase`."""
    first = rest[0]
    return first.isupper() or first in "“\"'‘[(„«_—–-$•1234567890" or foreign(first) or _CAMEL.match(rest) is not None


def decimals(parts: Sequence[PaperPart]) -> list[Start]:
    """The sections that count 1.1, 1.2, 2.1 ... at the beginning of paragraphs, where most of them have a title."""
    found: list[Start] = []
    last = (0, 0)
    for index, part in enumerate(parts):
        text = f"{part.number} {part.text}" if part.number else part.text
        match = _DECIMAL.match(text) if part.kind not in {"table", "note"} else None
        if match is None:
            continue
        here = (int(match["article"]), int(match["section"]))
        goes_on = here[0] == last[0] and last[1] < here[1] <= last[1] + _SKIPPED
        begins = last[0] < here[0] and here[1] <= _LATEST and (not found or here[0] <= last[0] + _SKIPPED)
        if goes_on or begins:
            rest = text[match.end() :]
            titled = part.kind == "heading" or part.bold or bool(title_of(rest)[0])
            found.append(Start(index, 0, "decimal", 0, match.end(), 1.0 + titled))
            last = here
    return found if sum(start.weight > 1 for start in found) * 2 >= len(found) else []


def is_section(text: str) -> bool:
    """Whether a paragraph begins with the number of a section in an article: `4.1`."""
    return _DECIMAL.match(text) is not None


def _inside(index: int, text: str, start: int) -> Iterator[Start]:
    for match in after_sentences(text, _INLINE, start):
        at = match.start("found")
        family: Family = "article" if match["article"] else "section" if match["section"] else "arabic"
        label = _PATTERNS[family].match(text, at)
        if label is None:
            continue
        rest = text[label.end() : label.end() + 200].lstrip()
        if not (rest[:1].isupper() or rest[:1] in '“"[(') and not (family == "article" and not rest):
            continue
        if family == "article" and label[0].isupper() is False and not rest:
            continue
        titled = label[0].isupper() or bool(numbered_title_of(rest)[0])
        yield Start(index, at, family, _value(label), label.end(), 0.5 + titled)


def after_sentences(text: str, wanted: re.Pattern[str], start: int = 0) -> Iterator[re.Match[str]]:
    """Each match of what is wanted, whose group `found` tells what stands after a sentence's end, none inside another."""
    done = 0
    for match in wanted.finditer(text, start):
        if match.start("found") >= done:
            done = match.end("found")
            yield match


def label_at(family: Family, text: str, at: int) -> tuple[int, int] | None:
    """The number of a clause's label that stands at a place, and where the label ends; None where none stands there."""
    match = _PATTERNS[family].match(text, at)
    return (_value(match), match.end()) if match is not None and match[0].strip() else None


def whole_text(part: PaperPart) -> str:
    """A paragraph's words with the number that its file keeps apart from them."""
    return f"{part.number} {part.text}" if part.number else part.text


def _value(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if figure := groups.get("figure"):
        return int(figure)
    if roman := groups.get("roman"):
        return roman_value(roman)
    if letter := groups.get("letter"):
        return ord(letter) - 64
    if name := groups.get("name"):
        return _NAMES.index(name.lower()) + 1
    return 0


def chain(found: Sequence[Start], family: Family) -> tuple[list[Start], float]:
    """The starts of one family that count 1, 2, 3 ... and weigh most together, and their weight."""
    best: dict[int, tuple[float, int]] = {}  # value -> (weight of the heaviest count up to it, index of its last start)
    before: dict[int, int] = {}
    own = [start for start in found if start.family == family]
    top = (0.0, -1)
    for index, start in enumerate(own):
        reached = (-_MISSING * (start.value - 1), -1) if start.value <= _LATEST else _NOWHERE
        for missing in range(min(start.value - 1, _WIDEST)):
            weight, last = best.get(start.value - 1 - missing, _NOWHERE)
            reached = max(reached, (weight - _MISSING * missing, last))
        if reached == _NOWHERE:
            continue
        before[index] = reached[1]
        weight = start.weight + reached[0]
        if weight >= best.get(start.value, _NOWHERE)[0]:
            best[start.value] = (weight, index)
        top = max(top, (weight, index))
    counted: list[Start] = []
    at = top[1]
    while at >= 0:
        counted.append(own[at])
        at = before[at]
    return counted[::-1], top[0]
