"""A part as it is written: markup that repeats, the words in it, and both together as the XML that goes out."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_END = b"\x02"
_WORDS = b"\x01"
_VALUE = b"\x04"


class Written(NamedTuple):
    """The pieces of a part, finished, in UTF-8.

    `xml` are all pieces one after the other, `forms` each with a mark (`\\x01`) in the place of every stretch of words,
    `words` all words, escaped, in order: the words put into the forms are the XML. `values` says which of the words are what a
    field prints and may be another without any change to the forms (see `word.xml`).
    """

    xml: bytes
    forms: tuple[bytes, ...]
    words: tuple[bytes, ...]
    values: tuple[int, ...] = ()


def written(pieces: Sequence[str]) -> Written:
    """The pieces with the words in them escaped; words stand between two marks (see `word.xml`)."""
    whole, words, values = _escaped(pieces)
    forms = tuple(_WORDS.join(whole[::2]).split(_END)) if pieces else ()
    return Written(b"".join(whole).replace(_END, b""), forms, words, values)


def in_pieces(pieces: Sequence[str]) -> tuple[Written, list[str]]:
    """Both: the pieces as they are written, and each as XML."""
    whole, words, values = _escaped(pieces)
    forms = tuple(_WORDS.join(whole[::2]).split(_END)) if pieces else ()
    xml = b"".join(whole)
    return Written(xml.replace(_END, b""), forms, words, values), xml.decode().split(_END.decode()) if pieces else []


def finished(pieces: Sequence[str]) -> list[str]:
    """The same pieces, each as XML."""
    whole = _escaped(pieces)[0]
    return b"".join(whole).decode().split(_END.decode()) if pieces else []


def _escaped(pieces: Sequence[str]) -> tuple[list[bytes], tuple[bytes, ...], tuple[int, ...]]:
    """Markup and escaped words in turn, the words, and which are values; between two pieces stands a mark."""
    whole = _END.join([piece.encode() for piece in pieces]).split(_WORDS)
    said = whole[1::2]
    if not said:
        return whole, (), ()
    words = _WORDS.join(said)
    # Chained replace: escaping piece by piece takes many times as long.
    escaped = words.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").replace(b'"', b"&quot;")
    values: tuple[int, ...] = ()
    if _VALUE in words:
        before = [stretch.count(_WORDS) for stretch in words.split(_VALUE)[:-1]]  # a value's mark begins its word
        values = tuple(accumulate(before))
        escaped = escaped.replace(_VALUE, b"")
    if escaped is not words:
        said = whole[1::2] = escaped.split(_WORDS)
    return whole, tuple(said), values
