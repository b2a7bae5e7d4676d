"""What is a title: of words on a line of their own, at the beginning of a paragraph, or after a clause's number."""

import re
from functools import lru_cache

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
_RUN_IN = re.compile(r"(?P<title>[^.:–—\n]{2,110}+)(?:\.(?=\s|$)|:(?=\s|$)|\s?[–—]\s?|\.[–—-])")
_CAPITALS = re.compile(
    r"((?:[A-Z][A-Z0-9’'&/,()-]+|AND|OF|THE|TO|A)(?:\s+(?:[A-Z][A-Z0-9’'&/,()-]+|&|A))*)\s+(?=[A-Z][a-z]|[A-Z]\s[a-z]|“|\")"
)
#: A title right before the first of its sections: `FEES 4.1 The Customer shall pay`.
_OVER = re.compile(r"(?P<title>[^\W\d_][^.;\n]{2,90}?)\s*[:–—-]?\s+(?=\d{1,2}\.0{0,2}[01]\.?\s+[A-Z“\"(\[])")
#: What no title ends with: a word that points elsewhere, or one that a point shortens.
_POINTING = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|exhibit|schedule|appendix|annex|see|to|of|in|and|or|under|by)$", re.IGNORECASE
)
_SHORTENED = re.compile(r"\b(?:Nos?|NOS?|Inc|Ltd|Corp|Co|LLC|vs?)$")
#: Words that begin a sentence before any word, and before a small letter alone: those stand in titles, too.
_ANY = "The|This|These|Each|Any|All|No|Neither|Either|Both|Such|Nothing"
_PLAIN = "If|In|As|For|Upon|During|Subject|Except|Unless|There|It|Where|When|At|An|Should|Notwithstanding|Without|To|By|On|With"
_SENTENCE = re.compile(rf"(?:{_ANY}|{_PLAIN}|A)\b")
#: A title before a sentence, or the first item, that no mark parts from it: `Term The term of this Agreement`.
_BEFORE_SENTENCE = re.compile(
    r"(?P<title>[A-Z][\w’'&/-]*(?:,?\s(?:(?:of|and|the|to|for|in|or|on|by|with)\s){0,2}[A-Z][\w’'&/-]*){0,9}?)"
    r"(?<! Of)(?<! And)(?<! The)(?<! To)(?<! For)(?<! In)(?<! Or)(?<! On)(?<! By)(?<! With)\s+"
    rf"(?=(?:{_ANY})\s[A-Z]?[a-z]|(?:{_PLAIN})\s[a-z]|\((?:a|i)\)\s)"
)
_STOPPED = re.compile(r"[.?!]\s")
_QUOTED = re.compile(r"[“\"„«'‘]")
#: What follows the subject of a sentence.
_VERBS = frozenset({"shall", "will", "may", "agrees", "is", "hereby", "has", "must"})
#: A heading has no more words.
_MOST_WORDS = 14
#: So many characters after a title make its line a paragraph with a title in it.
_RUNS_ON = 25
#: A heading with more characters is a sentence, even where blanks pad it.
_LONGEST, _PADDED = 110, 400


def title_of(text: str) -> tuple[str, str]:
    """The heading that begins a paragraph's words and the words after it; no heading where the words are a mere sentence."""
    match = _RUN_IN.match(text)
    if match is not None and len(text) - match.end() >= _RUNS_ON and _runs_in(match["title"]):
        return match["title"].strip(), text[match.end() :].strip()
    if (over := _over_sections(text)) is not None:
        return over
    first_line, _, more = text.partition("\n")
    if is_title(first_line):
        return first_line.strip().rstrip(" .:–—-") or first_line.strip(), more.strip()
    return _capitals(text)


def _runs_in(title: str) -> bool:
    """Whether the words before a mark are a title: none that quotes something, or that a point shortens."""
    return is_title(title) and not _QUOTED.match(title) and not _SHORTENED.search(title)


def numbered_title_of(text: str) -> tuple[str, str]:
    """The same of the words after a clause's number: there a title may run into its sentence without any mark."""
    title, rest = title_of(text)
    if title or _SENTENCE.match(text):
        return title, rest
    match = _BEFORE_SENTENCE.match(text)
    if match is None or len(text) - match.end() < _RUNS_ON or len(match["title"]) > _LONGEST or not is_title(match["title"]):
        return "", text
    return match["title"], text[match.end() :]


def _over_sections(text: str) -> tuple[str, str] | None:
    """A heading that runs into the first of its numbered sections without any mark."""
    begins = text.find(".1", 0, _LONGEST) > 0 or text.find(".0", 0, _LONGEST) > 0
    match = _OVER.match(text) if begins else None
    if match is None or _POINTING.search(match["title"]) or not is_title(match["title"]):
        return None
    return match["title"].strip(), text[match.end() :].strip()


def is_title(text: str) -> bool:
    """Whether some words are a heading: few, without a sentence's end, nearly all with a capital."""
    return len(text) <= _PADDED and _is_title(text)


@lru_cache(maxsize=512)
def _is_title(text: str) -> bool:
    """The same; what may be a heading is asked for by everyone who looks at its paragraph."""
    bare = text.strip().rstrip(".:–—-").strip()
    if not bare or len(bare) > _LONGEST or bare[-1] in ",;" or "____" in bare:
        return False
    count = large = small = 0
    for each in bare.split():
        word = each.strip("()[],/&“”\"'’‘")
        if not word[:1].isalpha() and not any(char.isalpha() for char in word):
            continue
        count += 1
        if count == 1:
            if not word[0].isupper() and not foreign(word[0]) and not word[0].isdigit():
                return False
        elif count == 2 and word in _VERBS:
            return False
        if not word[0].islower():
            large += 1
        elif word not in _SMALL:
            small += 1
            if small > 2:
                return False
    if not 0 < count <= _MOST_WORDS or (_STOPPED.search(bare) and not bare.isupper()):
        return False
    return small == 0 or (small == 1 and large >= 3) or (small <= 2 and count <= 4 and text.rstrip()[-1:] not in ".;")


def _capitals(text: str) -> tuple[str, str]:
    """A heading in capitals that runs into its paragraph without any mark: `TERM The term of this Agreement`."""
    match = _CAPITALS.match(text)
    if match is not None and len(match[1]) <= _LONGEST and len(match[1]) >= 4:
        return match[1], text[match.end() :].strip()
    return "", text


def foreign(char: str) -> bool:
    """Whether a character is a letter that has no case."""
    return char.isalpha() and not char.islower()
