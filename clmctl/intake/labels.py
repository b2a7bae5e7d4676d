"""Numbers that a form types before its paragraphs: `5.1`, `(a)`, `iv.`, `Article II`."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from clmctl.text.dialect.numbering import roman, roman_value

Style = Literal["decimal", "arabic", "alpha", "roman", "ALPHA", "ROMAN"]
#: How our numbering prints an item by its level below the clause: 4.1, then (a), (i), (A), (1).
LEVELS: tuple[Style, ...] = ("decimal", "alpha", "roman", "ALPHA", "arabic")

_WORD = r"(?:(?:section|clause|article|paragraph|§)\s*)"
_LABEL = re.compile(
    rf"(?P<word>{_WORD})?(?:(?P<decimal>\d{{1,3}}(?:\.\d{{1,3}})+)\.?\)?|\((?P<round>\d{{1,3}}|[A-Za-z]{{1,5}})\)\.?"
    rf"|(?P<plain>\d{{1,3}}|[A-Za-z]{{1,5}})(?P<mark>[.):]|(?=\s*[–—-]\s)|(?=$)))(?:\s*[–—:-]?\s+|$)",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)


class Label(NamedTuple):
    """A typed number: the characters it takes with the space behind it, what it shows, and each (style, value) it may mean.

    A decimal's `parts` are its figures (`5.1` is 5 and 1).
    """

    length: int
    shown: str
    meanings: tuple[tuple[Style, int], ...]
    parts: tuple[int, ...] = ()


def label_of(text: str, *, heading: bool = False) -> Label | None:
    """The number typed at the start of a paragraph's words, or None.

    A bare word or number counts only with its point or bracket (`a.`, `3)`); in a heading `Article II` and `4 Fees` do too.
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    shown = match[0].strip().rstrip(":–—-").rstrip()
    if match["decimal"]:
        parts = tuple(int(part) for part in match["decimal"].split("."))
        if len(parts) > 1 and parts[-1] == 0:
            parts = parts[:-1]
        if len(parts) == 1:
            return Label(match.end(), shown, (("arabic", parts[0]),), parts)
        return Label(match.end(), shown, (("decimal", parts[-1]),), parts)
    if match["plain"] and not match["mark"] and not (heading and match["word"]):
        return None
    body = match["round"] or match["plain"]
    meanings = _meanings(body)
    return Label(match.end(), shown, meanings, (int(body),) if body.isdigit() else ()) if meanings else None


@lru_cache(maxsize=1024)
def _meanings(body: str) -> tuple[tuple[Style, int], ...]:
    if body.isdigit():
        return (("arabic", int(body)),)
    if body not in (body.lower(), body.upper()):
        return ()
    found: list[tuple[Style, int]] = []
    small = body.islower()
    if _ROMAN.fullmatch(body):
        found.append(("roman" if small else "ROMAN", roman_value(body)))
    if len(set(body.lower())) == 1 and len(body) <= 2:
        found.append(("alpha" if small else "ALPHA", ord(body[0].lower()) - 96 + 26 * (len(body) - 1)))
    return tuple(found)


def shown_as(style: Style, value: int) -> str:
    """How a number of that style and value is typed in a reference: `(a)`, `(iv)`, `(B)`, `(2)`."""
    if style in ("alpha", "ALPHA"):
        letter = chr(97 + (value - 1) % 26) * (1 + (value - 1) // 26)
        return f"({letter if style == 'alpha' else letter.upper()})"
    if style in ("roman", "ROMAN"):
        letters = roman(value)
        return f"({letters if style == 'roman' else letters.upper()})"
    return f"({value})"
