"""Inline pieces as the dialect writes them: read again they are the same pieces."""

from collections.abc import Iterable
from itertools import groupby

from clmctl.model.block import Defined, Image, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.text.dialect.escaping import escaped, safe_start


def markup(pieces: Iterable[Inline], *, begins: bool = True, bare: str = "") -> str:
    """The pieces as text of the dialect, on one line but for hard breaks.

    Space at the ends of emphasis is written outside it, where the dialect wants it. With `begins` the text stands at the
    beginning of a paragraph, and what would be read there as a heading or an item is escaped. `bare` are signs that our
    dialect reads as words and that stay as they are (see `escaping.bare_marks`).
    """
    out: list[str] = []
    for (bold, italic), group in groupby(_settled(pieces), key=_emphasis):
        words = "".join(_written(piece, bare) for piece in group)
        marks = "*" * (2 * bold + italic)
        inner = words.strip(" ")
        if marks and inner:
            at = words.index(inner)
            words = f"{words[:at]}{marks}{inner}{marks}{words[at + len(inner) :]}"
        out.append(words)
    text = "".join(out)
    return safe_start(text, bare) if begins and text else text


def _settled(pieces: Iterable[Inline]) -> Iterable[Inline]:
    """The pieces with neighbouring words of one emphasis joined, so that what they say together is escaped together."""
    for is_text, group in groupby(pieces, key=lambda piece: _emphasis(piece) if isinstance(piece, Text) else None):
        if is_text is None:
            yield from group
        else:
            bold, italic = is_text
            yield Text("".join(piece.text for piece in group if isinstance(piece, Text)), bold, italic)


def _emphasis(piece: Inline) -> tuple[bool, bool]:
    if isinstance(piece, Text | Placeholder):
        return (piece.bold, piece.italic)
    return (False, False)


def _written(piece: Inline, bare: str) -> str:
    match piece:
        case Text(text=text):
            return escaped(text, bare).replace("\n", "\\\n")
        case Placeholder(path=path, source=source):
            return f"{{{{{source or f' {path} '}}}}}"
        case Defined(term=term, opening=opening, closing=closing):
            return f"**{opening}{escaped(term, bare)}{closing}**"
        case Reference(word=word, anchor=anchor):
            return f"[{_label(word, bare)}](#{anchor})"
        case Link(text=text, url=url):
            return f"[{_label(text, bare)}]({url})"
        case LineBreak():
            return "\\\n"
        case Image(alt=alt, path=path):
            return f"![{_label(alt, bare)}]({path})"


def _label(words: str, bare: str) -> str:
    """Words between square brackets."""
    said = escaped(words, bare)
    return said.replace("[", "\\[").replace("]", "\\]") if "[" in words or "]" in words else said
