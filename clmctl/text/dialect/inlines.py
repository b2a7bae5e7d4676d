"""The words of a paragraph: text with emphasis, placeholders, definitions, references, links, images, line breaks."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from clmctl.model.block import Defined, Image, Inline, LineBreak, Link, Placeholder, Reference, Text

_IN_BRACES = (
    r"\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*"
    r'(?:\|\s*([A-Za-z_]\w*)\s*(?:\(\s*((?:"[^"{}]*"(?:\s*,\s*"[^"{}]*")*)?)\s*\))?)?\s*\}\}'
)
_IN_BRACKETS = r"((?:[^\[\]\\]++|\\.)*)\]\(\s*((?:[^()\s<>\\]++|\([^()\s<>\\]*\))*)\s*\)"
#: `{{ path }}`, `{{ path | filter }}`, `{{ path | filter("arg", ...) }}`, over a line end too. Groups: path, filter, arguments.
PLACEHOLDER = re.compile(r"\{" + _IN_BRACES)
#: `[words](target)`, `![alt](path)`. Groups: `!`, words, target.
LINK = re.compile(r"(!?)\[" + _IN_BRACKETS, re.DOTALL)
#: A number typed into a reference's word: `[Section 4.2](#fees)`. The number is printed by place, so it is left out.
TYPED_NUMBER = re.compile(r"\s+(?:\d[\w.]*|[IVX]+|[A-Z])(?:\([\w]+\))*\.?$")
#: Every construct of a paragraph; the set of first characters stands in front because searching for it is fast.
#: Groups: 1 further asterisks, 2 the escaped character, 3 a placeholder (4 to 6 inside), 7 a link (8, 9), 10 an image (11, 12).
_CONSTRUCT = re.compile(
    r"[\\*{\[!](?:(?<=\*)(\**)|(?<=\\)([!-/:-@\[-`{-~\v])"
    rf"|(?<=\{{)({_IN_BRACES})|(?<=\[)({_IN_BRACKETS})|(?<=!)(\[{_IN_BRACKETS}))",
    re.DOTALL,
)
_ARGUMENT = re.compile(r'"([^"]*)"')
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
#: The bold words that most items with a heading of their own begin with (`**Scope.** The Supplier ...`). Nothing that follows
#: can change that they are bold, so the rest is read by itself.
_LED = re.compile(r"\*\*([^\W_](?:[^\\*{\[]*[^\s\\*{\[])?)\*\*(?= |\Z)")
#: The quotes a defined term may stand in: what may close each.
QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "'": "'", "‘": "’", "‚": "‘’"}


class _Run:
    """A run of asterisks: where it stands among the pieces, how many are left, which way it may work, what it came to do."""

    __slots__ = ("at", "closed", "closes", "count", "length", "opened", "opens")

    def __init__(self, text: str, start: int, end: int, at: int) -> None:
        """Reads the run's flanks by CommonMark's rule."""
        before = text[start - 1] if start else " "
        behind = text[end] if end < len(text) else " "
        space_before, space_behind = before.isspace(), behind.isspace()
        self.opens = not space_behind and (not _is_mark(behind) or space_before or _is_mark(before))
        self.closes = not space_before and (not _is_mark(before) or space_behind or _is_mark(behind))
        self.at = at
        self.count = self.length = end - start
        self.opened = [0, 0]  # how many bold, how many italic stretches begin here
        self.closed = [0, 0]


@lru_cache(maxsize=2048)
def inlines(text: str) -> tuple[Inline, ...]:
    """The pieces of a paragraph's text, any text: what is no construct of ours is literal. A line end is a space.

    Kept: contracts share most of their paragraphs.
    """
    if "\n" in text:
        # A hard line break becomes a vertical tab, so that every other line end can become a space at once.
        text = text.replace("\\\n", "\\\v").replace("\n", " ")
    if text.startswith("**") and (led := _LED.match(text)):
        return (Text(led[1], bold=True), *_read(text[led.end() :]))
    return _read(text)


def _read(text: str) -> tuple[Inline, ...]:
    """The pieces of a text on one line."""
    if not ("[" in text or "*" in text or "{" in text or "\\" in text):  # a quarter of what a pattern takes
        return (Text(text),) if text else ()
    found: list[Inline | str] = []
    runs: list[_Run] = []
    start = 0
    for match in _CONSTRUCT.finditer(text):
        at, after = match.span()
        if at > start:
            found.append(text[start:at])
        start = after
        kind = match.lastindex
        if kind == 1:
            runs.append(_Run(text, at, after, len(found)))
            found.append("")
        elif kind == 2:
            found.append(LineBreak() if match[2] == "\v" else match[2])
        elif kind == 3:
            found.append(_placeholder(match[0], match[4], match[5], match[6]))
        else:
            found.append(_link(match[8], match[9]) if kind == 7 else Image(_plain(match[11]), match[12]))
    if start < len(text):
        found.append(text[start:])
    if runs:
        _pair_runs(runs)
    return _joined(found, runs) if runs else _in_order(found)


def placeholder(source: str) -> Placeholder | None:
    """The placeholder written as `{{ ... }}`, or None where it is not written so."""
    match = PLACEHOLDER.fullmatch(source.strip())
    return _placeholder(match[0], match[1], match[2], match[3]) if match else None


def _placeholder(source: str, path: str, name: str | None, args: str | None) -> Placeholder:
    return Placeholder(path, name or "", tuple(_ARGUMENT.findall(args)) if args else (), source[2:-2])


def _plain(words: str) -> str:
    """A link's words without emphasis and escapes."""
    if "*" in words or "\\" in words:
        words = _ESCAPED.sub(r"\1", words.replace("*", ""))
    return " ".join(words.split())


def _link(words: str, target: str) -> Inline:
    words = _plain(words)
    if target.startswith("#"):
        return Reference(TYPED_NUMBER.sub("", words) if " " in words else words, target[1:])
    return Link(words, target)


def _is_mark(char: str) -> bool:
    """Whether CommonMark counts a character as punctuation."""
    if char.isalnum() or char.isspace():
        return False
    return char.isascii() or unicodedata.category(char)[0] in "PS"


def _pair_runs(runs: list[_Run]) -> None:
    """Pairs the runs of asterisks that open and close, by CommonMark's matching of delimiters."""
    openers: list[_Run] = []
    bottom: dict[tuple[int, bool], int] = {}
    for run in runs:
        while run.closes and run.count:
            key = (run.length % 3, run.opens)
            floor = bottom.get(key, 0)
            at = len(openers) - 1
            while at >= floor and not _may_pair(openers[at], run):
                at -= 1
            if at < floor:
                bottom[key] = len(openers)
                break
            opener = openers[at]
            del openers[at + 1 :]
            for known, value in bottom.items():
                bottom[known] = min(value, len(openers))
            strong = opener.count >= 2 and run.count >= 2
            opener.count -= 2 if strong else 1
            run.count -= 2 if strong else 1
            opener.opened[not strong] += 1
            run.closed[not strong] += 1
            if not opener.count:
                openers.pop()
        if run.opens and run.count:
            openers.append(run)


def _may_pair(opener: _Run, closer: _Run) -> bool:
    """CommonMark's rule of three: a run that opens and closes pairs only where the lengths sum to no multiple of three."""
    if (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0:
        return opener.length % 3 == 0 and closer.length % 3 == 0
    return True


def _in_order(found: list[Inline | str]) -> tuple[Inline, ...]:
    """The pieces of a text without asterisks, neighbouring words joined."""
    result: list[Inline] = []
    held = ""
    for piece in found:
        if isinstance(piece, str):
            held += piece
            continue
        if held:
            result.append(Text(held))
            held = ""
        result.append(piece)
    if held:
        result.append(Text(held))
    return tuple(result)


def _joined(found: list[Inline | str], runs: list[_Run]) -> tuple[Inline, ...]:
    """The pieces with their emphasis, neighbouring words of one emphasis joined, bold words in quotes as definitions."""
    result: list[Inline] = []
    held: list[str] = []
    bold = italic = at = 0
    for index, piece in enumerate(found):
        if at < len(runs) and runs[at].at == index:
            run = runs[at]
            at += 1
            if run.count == run.length:
                held.append("*" * run.count)
                continue
            # What was not used of a run stays, outside what it opened or closed.
            if run.closed != [0, 0]:
                _flush(held, bold, italic, result)
                bold, italic = bold - run.closed[0], italic - run.closed[1]
            if run.count:
                held.append("*" * run.count)
            if run.opened != [0, 0]:
                _flush(held, bold, italic, result)
                bold, italic = bold + run.opened[0], italic + run.opened[1]
        elif isinstance(piece, str):
            held.append(piece)
        else:
            _flush(held, bold, italic, result)
            if isinstance(piece, Placeholder) and (bold or italic):
                result.append(replace(piece, bold=bool(bold), italic=bool(italic)))
            else:
                result.append(piece)
    _flush(held, bold, italic, result)
    return tuple(result)


def _flush(held: list[str], bold: int, italic: int, result: list[Inline]) -> None:
    """Adds the words held to the result, to the piece before them where that has the same emphasis."""
    if not held:
        return
    text = "".join(held) if len(held) > 1 else held[0]
    held.clear()
    last = result[-1] if result else None
    if isinstance(last, Text) and last.bold == bool(bold) and last.italic == bool(italic):
        result[-1] = Text(last.text + text, last.bold, last.italic)
    elif bold and (closing := QUOTES.get(text[0])) and len(text) > 2 and text[-1] in closing:
        result.append(Defined(text[1:-1], text[0], text[-1]))
    else:
        result.append(Text(text, bool(bold), bool(italic)))
