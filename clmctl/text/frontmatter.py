"""The one door to YAML: fields of a file as plain values, with a finding for everything that is not plainly one thing.

Reading is fast where a cheap test proves that nothing in the file could be read two ways, and exact where it cannot: then
the located reading of `text.tree` decides. Both give the same values (a law in the tests).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.text.edit import append_item, set_key
from clmctl.text.lines import LineIndex
from clmctl.text.split import Problem, Split, split, whole
from clmctl.text.tree import MAX_DEPTH, Node, Plain, read_tree
from clmctl.text.written import dump

__all__ = ["Front", "Path", "Plain", "Problem", "Split", "append_item", "dump", "load", "locate", "read", "set_key", "split"]

#: Where a value stands: keys of mappings and indexes of lists.
Path = tuple[str | int, ...]

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
#: A comment on a line without quotes: no text in quotes can contain it whole.
_COMMENT = re.compile(r"""^((?:[^"'\n]*?[ ])?)#[^"'\n]*$""", re.MULTILINE)
#: The first key stands at the very left: the fast parser drops what stands left of it in silence.
_START = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*[^ #\n]")
#: A key without a colon, `{a, b: 1}`: what is left of a text without these bytes shows where one may stand.
_NO_MARKS = bytes(byte for byte in range(256) if byte not in b":,[]{}\"'")
_PAIRS = (b",,", b"{,", b',"",', b'{"",', b",'',", b"{'',")
_QUOTED = re.compile(r"""(?:(?<=[\[{,:][ ])|(?<=[\[{,]))(?:"[^"\n]*"|'[^'\n]*')""")
_LIST = re.compile(r"\[[^\[\]{}]*\]")
_FLOW = re.compile(r"\{([^{}]*)\}")
_UNSURE = -1_000_000


@dataclass(frozen=True, slots=True)
class Front:
    """A file's fields and the rest of it. `values` is None where they cannot be read; `problems` stand in `findings`."""

    values: dict[str, Plain] | None
    body: str
    body_line: int
    findings: tuple[Finding, ...]


def read(path: str, data: bytes) -> Front:
    """Fields and text of a Markdown file with front matter."""
    parts = split(data)
    values, findings = _values(path, parts)
    return Front(values, parts.body, parts.body_line, findings)


def load(path: str, data: bytes) -> tuple[dict[str, Plain] | None, tuple[Finding, ...]]:
    """The fields of a file: of its front matter if it is Markdown (`.md`), else of the whole file, which is YAML."""
    return _values(path, split(data) if path.endswith(".md") else whole(data))


def locate(path: str, data: bytes, where: Sequence[Path]) -> tuple[Place, ...]:
    """The place of each value in the file; of the nearest thing around it where a path leads nowhere.

    A path whose last part is a key gives the place of that key, not of its value. This reads the file the slow way: call it
    once, for files that have findings.
    """
    parts = split(data) if path.endswith(".md") else whole(data)
    root = read_tree(parts.yaml).root
    if root is None:
        return tuple(Place(path, parts.yaml_line if parts.yaml else 1, 1) for _ in where)
    lines = LineIndex(parts.yaml)
    places = []
    for steps in where:
        line, column = lines.position(_offset(root, steps))
        places.append(Place(path, line + parts.yaml_line - 1, column))
    return tuple(places)


def _offset(node: Node, steps: Iterable[str | int]) -> int:
    at = node.start
    for step in steps:
        if isinstance(step, int):
            if node.kind != "list" or not 0 <= step < len(node.items):
                break
            node = node.items[step]
            at = node.start
        else:
            pair = node.get(step)
            if pair is None:
                break
            at, node = pair[0].start, pair[1]
    return at


def _values(path: str, parts: Split) -> tuple[dict[str, Plain] | None, tuple[Finding, ...]]:
    if parts.problems:
        return None, tuple(problem.finding(path) for problem in parts.problems)
    values = _fast(parts.yaml)
    if values is not None:
        return values, ()
    tree = read_tree(parts.yaml)
    findings = tuple(problem.finding(path, parts.yaml_line) for problem in tree.problems)
    if tree.root is None:
        return (None if findings else {}), findings
    plain = tree.root.plain()
    if isinstance(plain, dict):
        return plain, findings
    if plain is None:
        return {}, findings
    line, column = LineIndex(parts.yaml).position(tree.root.start)
    message = "The fields must be `key: value` lines, not a list or a text"
    return None, (*findings, Problem("SX006", line, column, message).finding(path, parts.yaml_line))


def _fast(text: str) -> dict[str, Plain] | None:
    """The values by the fast parser where every reading agrees on them, else None.

    The lines under `clauses:` are the same in thousands of contracts, so each distinct one is read once and kept. The rest
    is read with a word in their place; that the word is then the value of `clauses` proves that they stood there.
    """
    start = text.find(_PINS)
    if start >= 0:
        first = start + len(_PINS)
        end = _PIN_LINES.match(text, first).end()  # type: ignore[union-attr]  # matches nothing at least
        lines = text[first:end].split("\n")[:-1]
        pins = [_pin_line(line) for line in lines]
        if pins and None not in pins:
            values = _fast_whole(f"{text[:start]}\nclauses: {_PLACE}\n{text[end:]}")
            if values is not None and values.get("clauses") == _PLACE:
                values["clauses"] = [dict(pin) for pin in pins if pin is not None]
                return values
    return _fast_whole(text)


@lru_cache(maxsize=8192)
def _pin_line(line: str) -> dict[str, Plain] | None:
    """What one line under `clauses:` says, by the fast parser, else None."""
    values = _fast_whole(f"clauses:\n{line}\n")
    items = values.get("clauses") if values is not None else None
    return items[0] if type(items) is list and len(items) == 1 and type(items[0]) is dict else None


_PINS = "\nclauses:\n"
_PLACE = "clm-pins-stand-here"
_PIN_LINES = re.compile(r"(?:  - \{[^\n]*\}\n)*")


def _fast_whole(text: str) -> dict[str, Plain] | None:
    """The values by the fast parser where every reading agrees on them, else None.

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
    if text[:1] in " #\n" and not _START.match(text):
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
    if (keys := _keys(values, 1)) != colons:
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


def _keys(value: object, depth: int) -> int:
    """How many keys a value holds, or a large negative number where it holds what the fast parser may misread.

    That is: decimals, zero and negative numbers (`-0`, `-0123`), numbers in lists (`[0123]`), empty values, keys that are no
    words.
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
                if not 0 < inner < 10**18:
                    return _UNSURE
            else:
                count += _keys(inner, depth + 1)
        return count
    if type(value) is list:
        count = 0
        for inner in value:
            if type(inner) is not str:
                count += _keys(inner, depth + 1)
        return count
    return 0 if type(value) is bool else _UNSURE
