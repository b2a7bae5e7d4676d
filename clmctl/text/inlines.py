"""The words of a paragraph: text with emphasis, placeholders, definitions, references, links, images, line breaks."""

import re
import unicodedata
from dataclasses import dataclass, replace

from clmctl.model.block import Defined, Image, Inline, LineBreak, Link, Placeholder, Reference, Text

#: `{{ path }}`, `{{ path | filter }}`, `{{ path | filter("arg", ...) }}`, over a line end too. Groups: path, filter, arguments.
PLACEHOLDER = re.compile(
    r"\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*"
    r'(?:\|\s*([A-Za-z_]\w*)\s*(?:\(\s*((?:"[^"{}]*"(?:\s*,\s*"[^"{}]*")*)?)\s*\))?)?\s*\}\}'
)
_ARGUMENT = re.compile(r'"([^"]*)"')
#: `[words](target)`, `![alt](path)`. Groups: `!`, words, target.
LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(\s*((?:[^()\s<>\\]|\([^()\s<>\\]*\))*)\s*\)", re.DOTALL)
_SPECIAL = re.compile(r"[\\*{\[!\n]")
_ESCAPED = re.compile(r"[!-/:-@\[-`{-~]")
_SPACES = re.compile(r" *\n *")
#: A number typed into a reference's word: `[Section 4.2](#fees)`. The number is printed by place, so it is left out.
TYPED_NUMBER = re.compile(r"\s+(?:\d[\w.]*|[IVX]+|[A-Z])(?:\([\w]+\))*\.?$")
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "'": "'", "‘": "’", "‚": "‘’"}


@dataclass(slots=True)
class _Run:
    """A run of asterisks: where it stands among the pieces, how many are left, and which way it may work."""

    at: int
    count: int
    length: int
    opens: bool
    closes: bool


def inlines(text: str) -> tuple[Inline, ...]:
    """The pieces of a paragraph's text, any text: what is no construct of ours is literal. A line end is a space."""
    if _SPECIAL.search(text) is None:
        return (Text(text),) if text else ()
    found: list[Inline] = []
    runs: list[_Run] = []
    at = start = 0
    end = len(text)
    while at < end:
        match = _SPECIAL.search(text, at)
        if match is None:
            break
        at = match.start()
        piece, after = _construct(text, at)
        if piece is None:
            at = after
            continue
        if at > start:
            found.append(Text(text[start:at]))
        if text[at] == "*":
            runs.append(_run(text, at, after, len(found)))
        found.append(piece)
        at = start = after
    if start < end:
        found.append(Text(text[start:]))
    return _tidy(_emphasise(found, runs) if runs else found)


def _construct(text: str, at: int) -> tuple[Inline | None, int]:
    """What begins here and where it ends; None for literal text up to the position beside it."""
    char = text[at]
    if char == "*":
        after = at + 1
        while text.startswith("*", after):
            after += 1
        return Text(text[at:after]), after
    if char == "\n":
        match = _SPACES.match(text, at)
        return Text(" "), match.end() if match else at + 1
    if char == "\\":
        if text.startswith("\n", at + 1):
            return LineBreak(), len(text) - len(text[at + 2 :].lstrip(" \n"))
        if at + 1 < len(text) and _ESCAPED.match(text[at + 1]):
            return Text(text[at + 1]), at + 2
        return None, at + 1
    if char == "{":
        match = PLACEHOLDER.match(text, at) if text.startswith("{", at + 1) else None
        return (_placeholder(match), match.end()) if match else (None, at + 1)
    match = LINK.match(text, at)
    if match is None or (char == "!" and not match[1]):
        return None, at + 1
    return _link(match), match.end()


def _placeholder(match: re.Match[str]) -> Placeholder:
    args = tuple(_ARGUMENT.findall(match[3])) if match[3] else ()
    return Placeholder(match[1], match[2] or "", args, match[0][2:-2])


def placeholder(source: str) -> Placeholder | None:
    """The placeholder written as `{{ ... }}`, or None where it is not written so."""
    match = PLACEHOLDER.fullmatch(source.strip())
    return _placeholder(match) if match else None


def _link(match: re.Match[str]) -> Inline:
    words = " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", match[2].replace("*", "")).split())
    if match[1]:
        return Image(words, match[3])
    if match[3].startswith("#"):
        return Reference(TYPED_NUMBER.sub("", words), match[3][1:])
    return Link(words, match[3])


def _run(text: str, at: int, after: int, index: int) -> _Run:
    """The run of asterisks from `at` to `after`, by CommonMark's rule of flanks."""
    before = text[at - 1] if at else " "
    behind = text[after] if after < len(text) else " "
    space_before, space_behind = before.isspace(), behind.isspace()
    mark_before, mark_behind = _is_mark(before), _is_mark(behind)
    opens = not space_behind and (not mark_behind or space_before or mark_before)
    closes = not space_before and (not mark_before or space_behind or mark_behind)
    return _Run(index, after - at, after - at, opens, closes)


def _is_mark(char: str) -> bool:
    """Whether CommonMark counts a character as punctuation."""
    return not char.isalnum() and not char.isspace() and (char.isascii() or unicodedata.category(char)[0] in "PS")


def _emphasise(found: list[Inline], runs: list[_Run]) -> list[Inline]:
    """The pieces with runs of asterisks turned to bold and italic, by CommonMark's matching of delimiters."""
    opened: dict[int, list[int]] = {run.at: [0, 0] for run in runs}  # how many bold, how many italic begin at a run
    closed: dict[int, list[int]] = {run.at: [0, 0] for run in runs}
    openers: list[_Run] = []
    bottom: dict[tuple[int, bool], int] = {}
    for run in runs:
        while run.closes and run.count:
            floor = bottom.get((run.length % 3, run.opens), 0)
            at = len(openers) - 1
            while at >= floor and not _pair(openers[at], run):
                at -= 1
            if at < floor:
                bottom[run.length % 3, run.opens] = len(openers)
                break
            opener = openers[at]
            del openers[at + 1 :]
            for key, value in bottom.items():
                bottom[key] = min(value, len(openers))
            strong = opener.count >= 2 and run.count >= 2
            used = 2 if strong else 1
            opener.count -= used
            run.count -= used
            opened[opener.at][not strong] += 1
            closed[run.at][not strong] += 1
            if not opener.count:
                openers.pop()
        if run.opens and run.count:
            openers.append(run)
    return _marked(found, {run.at: run.count for run in runs}, opened, closed)


def _pair(opener: _Run, closer: _Run) -> bool:
    """CommonMark's rule of three: a run that opens and closes pairs only where the lengths sum to no multiple of three."""
    if (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0:
        return opener.length % 3 == 0 and closer.length % 3 == 0
    return True


def _marked(
    found: list[Inline], left: dict[int, int], opened: dict[int, list[int]], closed: dict[int, list[int]]
) -> list[Inline]:
    """The pieces with their emphasis; of a run of asterisks what was not used stays, outside what it opened or closed."""
    result: list[Inline] = []
    bold = italic = 0
    for index, piece in enumerate(found):
        if index in left:
            bold -= closed[index][0]
            italic -= closed[index][1]
            if left[index]:
                result.append(Text("*" * left[index], bool(bold), bool(italic)))
            bold += opened[index][0]
            italic += opened[index][1]
        elif isinstance(piece, Text | Placeholder) and (bold or italic):
            result.append(replace(piece, bold=bool(bold), italic=bool(italic)))
        else:
            result.append(piece)
    return result


def _tidy(found: list[Inline]) -> tuple[Inline, ...]:
    """The pieces with neighbouring text of one emphasis joined, and bold words in quotes read as definitions."""
    result: list[Inline] = []
    for piece in found:
        last = result[-1] if result else None
        if isinstance(piece, Text) and isinstance(last, Text) and (piece.bold, piece.italic) == (last.bold, last.italic):
            result[-1] = Text(last.text + piece.text, last.bold, last.italic)
        else:
            result.append(piece)
    for index, piece in enumerate(result):
        if isinstance(piece, Text) and piece.bold and (closing := _QUOTES.get(piece.text[:1])) and len(piece.text) > 2:
            alone = not any(_is_bold(other) for other in (*result[index - 1 : index], *result[index + 1 : index + 2]))
            if alone and piece.text[-1] in closing:
                result[index] = Defined(piece.text[1:-1], piece.text[0], piece.text[-1])
    return tuple(result)


def _is_bold(piece: Inline) -> bool:
    return isinstance(piece, Text | Placeholder) and piece.bold
