"""Where clauses may begin: headings and typed numbers of every kind, at the start of a paragraph or inside one."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from clmctl.model.paper import PaperPart

#: How a clause is numbered: `ARTICLE IV`, `Section 4`, `IV.`, `4.`, `D.`; `heading` has no number.
Family = Literal["article", "section", "roman", "arabic", "letter", "heading"]

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
_LETTER = re.compile(r"(?P<letter>[A-Z])[.)]\s+(?=\S|$)")
_INLINE = re.compile(
    r"(?:(?P<article>(?:ARTICLE|Article)\s+(?:[IVXLC]{1,7}|\d{1,2})\b(?!\.\d|\())|(?P<section>(?:SECTION|Section)\s+\d{1,2}\s*[.:](?!\d))"
    r"|(?P<arabic>\d{1,2}\s?\.(?!\d)\s*(?=[A-Z“\"])))"
)
#: A sentence's end inside a paragraph; a search that begins with it is far quicker than one that looks back for it.
_ENDED = re.compile(r"[.;:!?)\]”\"’]\s(?=[\dAS])")
_SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
        "under",
        "with",
        "without",
        "upon",
        "its",
        "de",
        "la",
        "el",
        "y",
        "und",
        "der",
        "die",
        "des",
    }
)
#: A title inside a paragraph: words with capitals, or all capitals, before a point, a colon or a dash.
_RUN_IN = re.compile(r"(?P<title>[^.:–—\n]{2,110}?)(?:\.(?=\s|$)|:(?=\s|$)|\s?[–—]\s?|\.[–—-])")
_CAPITALS = re.compile(
    r"((?:[A-Z][A-Z0-9’'&/,()-]+|AND|OF|THE|TO|A)(?:\s+(?:[A-Z][A-Z0-9’'&/,()-]+|&|A))*)\s+(?=[A-Z][a-z]|[A-Z]\s[a-z]|“|\")"
)
_STOPPED = re.compile(r"[.?!]\s")
_QUOTED = re.compile(r"[“\"„«'‘]")
#: In a longer paragraph further clauses may begin inside.
_LONG = 80
#: So many characters after a title make its line a paragraph with a title in it.
_RUNS_ON = 25
#: A heading with more characters is a sentence.
_LONGEST = 110


_NOWHERE = (float("-inf"), -1)
#: What a number missing in the count costs, how many may miss on end, and the highest number a count begins with.
_MISSING, _WIDEST, _LATEST = 0.8, 5, 2


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
        if part.kind in ("table", "note") or (part.kind != "heading" and part.number and part.level > 1):
            continue  # an item of a list inside another begins no clause
        text = f"{part.number} {part.text}" if part.number else part.text
        found += _at_start(index, part, text)
        if len(text) > _LONG and part.kind == "paragraph":
            found += _inside(index, text)
    return found


def _at_start(index: int, part: PaperPart, text: str) -> Iterator[Start]:
    patterns: tuple[tuple[Family, re.Pattern[str]], ...] = (
        ("article", _ARTICLE),
        ("section", _SECTION),
        ("arabic", _ARABIC),
        ("roman", _ROMAN_POINT),
        ("letter", _LETTER),
    )
    if not text:
        return
    first = text[0]
    for family, pattern in patterns:
        if family == "arabic" and not first.isdigit():
            continue
        if (family == "roman" and first not in "IVXLC") or (family == "letter" and not "A" <= first <= "Z"):
            continue
        if family in ("article", "section") and first not in "ASCPZ§第acps":
            continue
        match = pattern.match(text)
        if match is None or not match[0].strip():
            continue
        value = _value(match)
        rest = text[match.end() :].lstrip()
        if not value or (rest and not rest[0].isupper() and rest[0] not in "“\"'‘[(„«_—–-$•1234567890" and not _foreign(rest[0])):
            continue
        if family == "arabic" and not match["mark"] and not (part.kind == "heading" or part.bold or is_title(rest)):
            continue
        titled = part.kind == "heading" or part.bold or not rest or bool(title_of(rest)[0])
        weight = 1.0 + titled + (part.kind == "heading") - 0.3 * (part.kind == "bullet" or part.level > 1)
        yield Start(index, 0, family, value, match.end(), weight)
        if family != "roman":
            return


def _foreign(char: str) -> bool:
    """Whether a character is a letter that has no case."""
    return char.isalpha() and not char.islower()


def _inside(index: int, text: str) -> Iterator[Start]:
    for match in after_sentences(text, _INLINE, _ENDED):
        family: Family = "article" if match["article"] else "section" if match["section"] else "arabic"
        pattern = {"article": _ARTICLE, "section": _SECTION, "arabic": _ARABIC}[family]
        label = pattern.match(text, match.start())
        if label is None:
            continue
        rest = text[label.end() : label.end() + 200].lstrip()
        if not (rest[:1].isupper() or rest[:1] in '“"[(') and not (family == "article" and not rest):
            continue
        if family == "article" and label[0].isupper() is False and not rest:
            continue
        titled = label[0].isupper() or bool(title_of(rest)[0])
        yield Start(index, match.start(), family, _value(label), label.end(), 0.5 + titled)


def after_sentences(text: str, wanted: re.Pattern[str], ended: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Each match of what is wanted right after a sentence's end, none inside another."""
    done = 0
    for end in ended.finditer(text):
        match = wanted.match(text, end.end()) if end.end() >= done else None
        if match is not None:
            done = match.end()
            yield match


def _value(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if figure := groups.get("figure"):
        return int(figure)
    if roman := groups.get("roman"):
        return _roman(roman.upper())
    if letter := groups.get("letter"):
        return ord(letter) - 64
    if name := groups.get("name"):
        return _NAMES.index(name.lower()) + 1
    return 0


def _roman(letters: str) -> int:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    values = [worth[letter] for letter in letters]
    return sum(-v if at + 1 < len(values) and v < values[at + 1] else v for at, v in enumerate(values))


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


def title_of(text: str) -> tuple[str, str]:
    """The heading that begins a paragraph's words and the words after it; no heading where the words are a mere sentence."""
    first_line, _, more = text.partition("\n")
    match = _RUN_IN.match(text)
    if match is not None and (len(text) - match.end() < _RUNS_ON or not is_title(match["title"]) or _QUOTED.match(text)):
        match = None
    if match is not None:
        return match["title"].strip(), text[match.end() :].strip()
    if is_title(first_line):
        return first_line.strip().rstrip(" .:–—-") or first_line.strip(), more.strip()
    return _capitals(text)


def is_title(text: str) -> bool:
    """Whether some words are a heading: few, without a sentence's end, nearly all with a capital."""
    bare = text.strip().rstrip(".:–—-").strip()
    if not bare or len(bare) > _LONGEST or bare[-1] in ",;" or "____" in bare:
        return False
    words = [word.strip("()[],/&“”\"'’‘") for word in bare.split()]
    words = [word for word in words if any(char.isalpha() for char in word)]
    if not words or len(words) > 14 or (_STOPPED.search(bare) and not bare.isupper()):
        return False
    large = sum(not word[0].islower() for word in words)
    small = sum(word[0].islower() and word not in _SMALL for word in words)
    if not words[0][0].isupper() and not _foreign(words[0][0]) and not words[0][0].isdigit():
        return False
    if len(words) > 1 and words[1] in ("shall", "will", "may", "agrees", "is", "hereby", "has", "must"):
        return False
    return small == 0 or (small == 1 and large >= 3) or (small <= 2 and len(words) <= 4 and text.rstrip()[-1:] not in ".;")


def _capitals(text: str) -> tuple[str, str]:
    """A heading in capitals that runs into its paragraph without any mark: `TERM The term of this Agreement`."""
    match = _CAPITALS.match(text)
    if match is not None and len(match[1]) <= _LONGEST and len(match[1]) >= 4:
        return match[1], text[match.end() :].strip()
    return "", text
