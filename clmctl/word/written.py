"""A part as it is written: markup that repeats, the words in it, and both together as the XML that goes out."""

from collections.abc import Sequence
from typing import NamedTuple

_END = b"\x02"
_WORDS = b"\x01"


class Written(NamedTuple):
    """The pieces of a part, finished, in UTF-8.

    `xml` are all pieces one after the other, `forms` each with a mark (`\\x01`) in the place of every stretch of words,
    `words` all words, escaped, in order: the words put into the forms are the XML.
    """

    xml: bytes
    forms: tuple[bytes, ...]
    words: tuple[bytes, ...]


def written(pieces: Sequence[str]) -> Written:
    """The pieces with the words in them escaped; words stand between two marks (see `word.xml`)."""
    whole, words = _escaped(pieces)
    forms = tuple(_WORDS.join(whole[::2]).split(_END)) if pieces else ()
    return Written(b"".join(whole).replace(_END, b""), forms, words)


def in_pieces(pieces: Sequence[str]) -> tuple[Written, list[str]]:
    """Both: the pieces as they are written, and each as XML."""
    whole, words = _escaped(pieces)
    forms = tuple(_WORDS.join(whole[::2]).split(_END)) if pieces else ()
    xml = b"".join(whole)
    return Written(xml.replace(_END, b""), forms, words), xml.decode().split(_END.decode()) if pieces else []


def finished(pieces: Sequence[str]) -> list[str]:
    """The same pieces, each as XML."""
    whole, _ = _escaped(pieces)
    return b"".join(whole).decode().split(_END.decode()) if pieces else []


def _escaped(pieces: Sequence[str]) -> tuple[list[bytes], tuple[bytes, ...]]:
    """Markup and escaped words in turn, and the words; between two pieces stands a mark."""
    whole = _END.join([piece.encode() for piece in pieces]).split(_WORDS)
    if len(whole) == 1:
        return whole, ()
    words = _WORDS.join(whole[1::2])
    # Chained replace: escaping piece by piece takes many times as long.
    words = words.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").replace(b'"', b"&quot;")
    said = words.split(_WORDS)
    whole[1::2] = said
    return whole, tuple(said)
