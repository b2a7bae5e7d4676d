"""The fields of plain YAML, read fast where a cheap test proves that every reading agrees on them, else None.

Thousands of contracts share most of their lines: our own party, the pins, the usual periods. So a text is cut into pieces (a
key with all below it, an item of a list, a key of a group); what was read before is known by its text, and what is new is
parsed in one go.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

from clmctl.text.yaml.tree import MAX_DEPTH, Plain

#: With none of these and no `_EDGE` in the text, nothing in it needs a closer look: pieces of what `_DOUBT` looks for, rare
#: and cheap to look for.
_MARKS = ("\t", "\\", "&", "*", "!", "?", "|", ">", "<", "+", " 0")
#: A line that begins as no key, item or comment does.
_EDGE = re.compile(r"\n(?: *:| *- +-|\.\.\.|---|%)")
_DOUBT = re.compile(
    r"[\t\\]"  # tabs and escapes
    r"|(?:^ *|[:?\-] +|[\[{,] *)(?:[&*][^ \n]|[!|>?])"  # anchors, aliases, tags, explicit keys, odd block text
    r"|(?:^|[ \[{,]):|:[,\]}?]"  # a colon without a key or a value
    r"|<<"  # merge keys
    r"|(?:^|[:\-] +)(?:\+|[-+]?0[0-9xob_])"  # a value that two programs read as two numbers
    r"""|["'\]}]:[^ \n]"""  # a key next to its value
    r"|^(?:---|\.\.\.|%)"  # another document, a directive
    r"|^ *- +-(?:[ \n]|$)",  # lists in lists on one line: thousands of them crash the fast parser
    re.MULTILINE,
)
#: A key whose text is folded or kept over the next lines: plain where no bracket is open before it.
_FOLDED = re.compile(r"^( *(?:- +)?[\w-]+:) [|>][+-]?$", re.MULTILINE)
#: The mark of such a text with no text after it: the fast parser takes the end of the file for one.
_EMPTY_BLOCK = ("|", ">", "|-", ">-", "|+", ">+")
#: A comment on a line without quotes: no text in quotes can contain it whole.
_COMMENT = re.compile(r"""^((?:[^"'\n]*?[ ])?)#[^"'\n]*$""", re.MULTILINE)
#: The first key stands at the very left, plain: the fast parser drops in silence what stands left of it, and after a mapping
#: in braces.
_START = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*[^ #\n{\[\"']")
#: A key without a colon, `{a, b: 1}`: what is left of a text without these bytes shows where one may stand.
_NO_MARKS = bytes(byte for byte in range(256) if byte not in b":,[]{}\"'")
_PAIRS = (b",,", b"{,", b',"",', b'{"",', b",'',", b"{'',")
_QUOTED = re.compile(r"""(?:(?<=[\[{,:][ ])|(?<=[\[{,]))(?:"[^"\n]*"|'[^'\n]*')""")
_LIST = re.compile(r"\[[^\[\]{}]*\]")
_FLOW = re.compile(r"\{([^{}]*)\}")
_UNSURE = -1_000_000
#: A key that is sure to be one although it is not parsed when all below it is known.
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
#: So many pieces are known at a time, none longer than this.
_MOST, _LONGEST = 16_384, 1_000


class Quick(NamedTuple):
    """Fields as plain values; `items` has the texts of each list whose items are pieces.

    Equal pieces share their values: they are not to be changed.
    """

    values: dict[str, Plain]
    items: dict[str, Sequence[str]]


_Kind = Literal["", "items", "entries"]
#: A key and the pieces of what it holds: items of a list, entries of a mapping, or (no kind) the key with its value as one.
_Top = tuple[str, _Kind, list[str]]


def read_quickly(text: str) -> Quick | None:
    """The fields by the fast parser where every reading agrees on them, else None."""
    # A comment, or a text kept over several lines, can reach as far as the next piece.
    found = None if " #" in text or "|" in text or ">" in text else _by_pieces(text)
    if found is None and (values := read_fields(text)) is not None:
        return Quick(values, {})
    return found


def read_item(text: str) -> Plain:
    """What an item of a list says; `text` is one of `Quick.items`."""
    items = (read_fields(f"items:\n{text}\n") or {}).get("items")
    return items[0] if type(items) is list else None


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    """What pieces say, by their text: a value, of an entry its key and value."""
    return {}


def _by_pieces(text: str) -> Quick | None:
    """The fields, piece by piece; None where the text is not made of pieces.

    A piece begins where a key or an item does. So where the parser finds as many keys and items as there are pieces, none of
    them reaches into the next, and each says the same wherever it stands.
    """
    tops = _tops(text)
    if not tops:
        return None
    known = _known()
    if len(known) > _MOST:
        known.clear()
    unread: list[_Top] = [
        (key, kind, new) for key, kind, pieces in tops if (new := [piece for piece in pieces if piece not in known])
    ]
    learnt = _learnt(unread) if unread else {}
    if learnt is None:
        return None
    known.update(learnt)
    found = _together(tops, known)
    for piece in learnt:
        if len(piece) > _LONGEST:
            del known[piece]
    return found


def _together(tops: list[_Top], known: dict[str, Any]) -> Quick | None:
    """What the pieces say together, or None where a key stands twice."""
    values: dict[str, Plain] = {}
    items: dict[str, Sequence[str]] = {}
    for key, kind, pieces in tops:
        if kind == "items":
            values[key] = [known[piece] for piece in pieces]
            items[key] = pieces
        elif kind:
            values[key] = entries = dict([known[piece] for piece in pieces])
            if len(entries) < len(pieces):
                return None
        else:
            values[key] = known[pieces[0]]
    return Quick(values, items) if len(values) == len(tops) else None


def _tops(text: str) -> list[_Top]:
    """The pieces of the text in order, or nothing where something else stands in it.

    What stands two spaces in begins a piece, what stands further in belongs to the one before. Nothing is proven here: what
    looks like a piece and is none is found out when it is parsed.
    """
    tops: list[_Top] = []
    pieces: list[str] = []
    is_open = False  # a key alone on its line was the last one
    kind: _Kind = ""
    *lines, last = text.split("\n")
    for line in lines:
        start = line[:2]
        if start == "  ":
            is_item, third = line[2:4] == "- ", line[2:3]
            if is_open and third > " ":
                kind, is_open = "items" if is_item else "entries", False
                pieces[0] = line
                tops[-1] = (tops[-1][0], kind, pieces)
            elif kind and is_item == (kind == "items") and third > " ":
                pieces.append(line)
            elif pieces and third and (not kind or third in "- "):
                pieces[-1] += f"\n{line}"
                is_open = False
            else:
                return []
        elif start[:1] not in (" ", "-", ""):
            key, colon, value = line.partition(":")
            if not colon or (not value and not _KEY.fullmatch(key)):
                return []
            pieces, kind, is_open = [line], "", not value
            tops.append((key, kind, pieces))
        elif start == "- " and tops and not kind:
            pieces[0] += f"\n{line}"
            is_open = False
        else:
            return []
    return [] if last else tops


def _learnt(unread: list[_Top]) -> dict[str, Any] | None:
    """What these pieces say, by their text, or None where they must be read with all that is around them."""
    lines = [line for key, kind, new in unread for line in ((f"{key}:", *new) if kind else new)]
    said = read_fields("\n".join([*lines, ""]))
    if said is None or list(said) != [key for key, _, _ in unread]:
        return None
    learnt: dict[str, Any] = {}
    for (_, kind, new), value in zip(unread, said.values(), strict=True):
        if not kind:
            learnt[new[0]] = value
            continue
        parts: Sequence[object] | None = None
        if type(value) is list and kind == "items":
            parts = value
        elif type(value) is dict and kind == "entries":
            parts = tuple(value.items())
        if parts is None or len(parts) != len(new):
            return None
        learnt.update(zip(new, parts, strict=True))
    return learnt


def read_fields(text: str) -> dict[str, Plain] | None:
    """The same, every value made anew and nothing remembered.

    The fast parser drops the first of two equal keys in silence, so the keys it found are counted against the colons of the
    text: with no key without a colon and no colon without a key, equal counts mean that none was dropped.
    """
    colons = text.count(": ") + text.count(":\n") + text.endswith(":")
    odd = text.count(":") - text.count("sha256:") != colons
    if (odd or text[:1] in " -.%:" or _EDGE.search(text) or any(mark in text for mark in _MARKS)) and _DOUBT.search(
        _FOLDED.sub(_unfolded, text)
    ):
        return None
    if _bare_key(text):
        return None
    if text.rstrip("\n").endswith(_EMPTY_BLOCK):
        return None
    if text[:1] in " #\n{[\"'" and not _START.match(text):
        return None
    import yaml12  # noqa: PLC0415

    try:
        values = yaml12.parse_yaml(text)
    except ValueError:
        return None
    if type(values) is not dict:
        return None
    if " #" in text or "\n#" in text or text.startswith("#"):
        bare = _COMMENT.sub(r"\1", text)
        colons = bare.count(": ") + bare.count(":\n") + bare.endswith(":")
    if (keys := _keys(values, 1, least=int(" -0" in text))) != colons:
        bare = _QUOTED.sub("x", _COMMENT.sub(r"\1", text))
        if keys != bare.count(": ") + bare.count(":\n") + bare.endswith(":"):
            return None
    return cast("dict[str, Plain]", values)


def _unfolded(match: re.Match[str]) -> str:
    """The key alone where no bracket is open before it; the same text where one may be."""
    before = match.string[: match.start()]
    is_open = before.count("{") + before.count("[") != before.count("}") + before.count("]")
    return match[0] if is_open else match[1]


def _bare_key(text: str) -> bool:
    """Whether a key may stand without a colon, which would let a second one of its name go unseen."""
    marks = text.encode("utf-8", "surrogatepass").translate(None, _NO_MARKS)
    if not any(pair in marks for pair in _PAIRS):
        return False
    bare = _COMMENT.sub(r"\1", text) if "#" in text else text
    flat = _LIST.sub("x", _QUOTED.sub("x", bare))
    while "{" in flat:
        if any(":" not in part and part.strip() for inner in _FLOW.findall(flat) for part in inner.split(",")):
            return True
        outer = _FLOW.sub("x", flat)
        if outer == flat:
            return True
        flat = outer
    return False


def _keys(value: object, depth: int, *, least: int) -> int:
    """How many keys a value holds, or a large negative number where it holds what the fast parser may misread.

    That is: decimals, numbers below `least` (`-0123`; 1 where a zero may be `-0`), numbers in lists (`[0123]`), empty values,
    keys that are no words.
    """
    if depth > MAX_DEPTH:
        return _UNSURE
    if type(value) is dict:
        count = len(value)
        try:
            names = "".join(value)
        except TypeError:
            return _UNSURE
        if " " in names or "\n" in names:
            return _UNSURE
        for inner in value.values():
            kind = type(inner)
            if kind is str or kind is bool:
                continue
            if kind is int:
                if not least <= inner < 10**18:
                    return _UNSURE
            else:
                count += _keys(inner, depth + 1, least=least)
        return count
    if type(value) is list:
        count = 0
        for inner in value:
            if type(inner) is not str:
                count += _keys(inner, depth + 1, least=least)
        return count
    return 0 if type(value) is bool else _UNSURE
