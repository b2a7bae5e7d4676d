"""The text cut into paragraph-like pieces with their place in the lists; no words are read yet.

This is the one reading of lines: blocks are made of it and the canonical digest is taken from it, so two texts with one
digest have the same blocks. It follows CommonMark for what our dialect holds. What the dialect refuses is left as literal
text, as typed; `clmctl.text.dialect.problems` names it.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from clmctl.text.dialect.headings import heading_title

PieceKind = Literal["heading", "item", "bullet", "paragraph", "quote", "table", "page-break", "data", "marker", "code"]

_HEADING = re.compile(r"(#{1,6}) ")
_LIST = re.compile(r"(?:(\d{1,9})[.)]|[-+*])(?: +|$)")
#: What an item mostly begins with, none of which begins a block: a letter, bold words, its anchor.
_SAYS = re.compile(r"[^\W\d_]|\*\*[^\W\d_]|\{#")
#: A whole item of words alone, over all its lines: each further one begins as no block does. Groups: its indent, its number,
#: the room after that, its words.
_ITEM = re.compile(
    rf"^( *)(\d{{1,9}})\.( {{1,4}})((?:{_SAYS.pattern})[^|\n]*(?:\n *[^\s#>`~*\-+_0-9{{<|][^|\n]*)*)$", re.MULTILINE
)
_PAGE_BREAK = re.compile(r"\*(?: *\*){2,}")
_RULE = re.compile(r"([-_])(?: *\1){2,}")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_DELIMITER = re.compile(r":?-+:?")
_MARKER_LINE = re.compile(r"(?:\{\?\s*!?\s*[\w-]+\s*\}|\{/\s*[\w-]*\s*\})+")
_DATA = re.compile(r"\{\{\s*(?:[\w.-]+\s*\|\s*(?:table|parties|signatures)\b[^{}]*|parties|signatures)\s*\}\}")
SUPPRESSION = re.compile(r"<!--\s*clm:ignore\b.*-->")

#: How many item markers one line may open; what follows is words.
_MARKERS = 12
_STARTS = frozenset("#>`~*-+_0123456789{")


class Piece(NamedTuple):
    """One piece. `text` keeps its lines, each stripped, joined by newlines; a heading's is what follows the hashes.

    `depth` is how many list items hold it (an item counts itself), `ordered` how many of those are numbered; for a
    heading `depth` is the number of hashes. `line` is 1-based.
    """

    kind: PieceKind
    depth: int
    ordered: int
    text: str
    line: int


def tidy(text: str) -> str:
    """The text with `\\n` line ends and no tabs, as every reading of it begins."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = "\n".join(line.expandtabs(4) for line in text.split("\n"))
    return text


def pieces(text: str) -> list[Piece]:
    """Every piece of the text in order. Any text has pieces; nothing but blank lines and suppression comments is lost."""
    text = tidy(text)
    return (text[:1].isdigit() and _items(text)) or _Reading(text).run()


def _items(text: str) -> list[Piece]:
    """The pieces of a text that is numbered items of words alone, as most of a contract is, at half of what reading it line by
    line takes; none where any line of it has to be looked at by itself.
    """
    found: list[Piece] = []
    opened: list[int] = []  # how far in the words of each open item stand
    line = 1
    for indent, number, room, words in _ITEM.findall(text):
        at, keep = len(indent), len(opened)
        while keep and at < opened[keep - 1]:
            keep -= 1
        deeper = bool(found) and keep == len(opened)
        if at - (opened[keep - 1] if keep else 0) >= 4 or (deeper and number != "1"):
            return []  # part of the paragraph above
        opened[keep:] = (at + len(number) + 1 + len(room),)
        first = line
        line += 1
        said = words
        if "\n" in words:
            line += words.count("\n")
            said = "\n".join([each.strip(" ") for each in words.split("\n")])
        found.append(Piece("item", keep + 1, keep + 1, said.rstrip(" "), first))
    return found if line == text.count("\n") + 2 else []


@lru_cache(maxsize=1024)
def pieces_of(stretch: str) -> tuple[Piece, ...]:
    """The pieces of a stretch. Contracts share most of their paragraphs, and several readings of one ask in turn."""
    return tuple(pieces(stretch))


def cells(row: str) -> list[str]:
    """The cells of a table row, stripped; `\\|` is a bar, and a bar inside `{{ }}` separates nothing."""
    row = row.strip()
    row = row.removeprefix("|")
    if "\\" not in row and "{{" not in row:
        return [cell.strip() for cell in row.removesuffix("|").split("|")]
    found, start, at, braces = [""], 0, 0, 0
    while at < len(row):
        pair = row[at : at + 2]
        if pair == "\\|":
            found[-1] += row[start:at] + "|"
            at += 2
            start = at
        elif pair in ("{{", "}}", "\\\\"):
            braces = {"{{": 1, "}}": 0}.get(pair, braces)
            at += 2
        elif row[at] == "|" and not (braces and "}}" in row[at:]):
            found[-1] += row[start:at]
            found.append("")
            at += 1
            start = at
        else:
            at += 1
    found[-1] += row[start:]
    if not found[-1].strip() and len(found) > 1:
        found.pop()
    return [cell.strip() for cell in found]


def is_delimiter(row: str) -> bool:
    """Whether a line is the rule under a table's head: `| --- | :-: |`."""
    return "-" in row and "|" in row and all(_DELIMITER.fullmatch(cell) for cell in cells(row))


class _Reading:
    """The state of one reading: open list items, the open paragraph, the pieces so far."""

    __slots__ = ("at", "done", "fresh", "held", "kind", "lines", "stack", "start")

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.at = 0
        self.done: list[Piece] = []
        #: (indent of the content, how many numbered items hold it) of every open list item
        self.stack: list[tuple[int, int]] = []
        self.held: list[str] = []  # the lines of the open paragraph
        self.kind: PieceKind = "paragraph"
        self.start = 0
        self.fresh: PieceKind | None = None  # the innermost item has no content yet

    def run(self) -> list[Piece]:
        lines = self.lines
        while self.at < len(lines):
            line = lines[self.at]
            words = line.strip(" ")
            if not words:
                self.close()
                if self.fresh:
                    self.end_empty_item()
                    self.stack.pop()
            elif words[0] == "<" and SUPPRESSION.fullmatch(words):
                pass
            else:
                self.read(words, len(line) - len(line.lstrip(" ")) if line[0] == " " else 0)
            self.at += 1
        self.close()
        self.end_empty_item()
        return self.done

    def read(self, words: str, indent: int) -> None:
        """Reads one line that is not blank."""
        stack = self.stack
        keep = len(stack)
        while keep and indent < stack[keep - 1][0]:
            keep -= 1
        if indent - (stack[keep - 1][0] if keep else 0) >= 4:
            if self.held:
                self.held.append(words)
            else:
                self.whole("code", words, keep)
            return
        if words[0] in _STARTS and self.start_block(words, indent, keep):
            return
        if "|" in words and self.table(words, indent, keep):
            return
        if self.held:
            self.held.append(words)
        else:
            self.open("paragraph", words, keep)

    def start_block(self, words: str, indent: int, keep: int) -> bool:
        """Whether the line begins something other than a paragraph; if so it has been read."""
        first = words[0]
        if first.isdigit() or first in "-+*":
            return self.list_or_break(words, indent, keep)
        if first == "#":
            return indent == 0 and self.heading(words)
        if first == ">":
            self.quote(words, keep)
            return True
        if first == "{":
            return self.braces(words, keep)
        return first in "`~" and indent == 0 and self.fence(words)

    def list_or_break(self, words: str, indent: int, keep: int) -> bool:
        if words[0] == "*" and _PAGE_BREAK.fullmatch(words):
            self.whole("page-break", "", keep)
            return True
        started = False
        for _ in range(_MARKERS):
            match = _LIST.match(words)
            if match is None or (not match[1] and (_RULE.fullmatch(words) or _PAGE_BREAK.fullmatch(words))):
                break
            rest = words[match.end() :]
            inside = not started and self.held and keep == len(self.stack) and self.kind != "quote"
            if inside and (not rest or (match[1] and int(match[1]) != 1)):
                # A wrapped line that happens to begin with "14. " stays in its paragraph, as CommonMark has it.
                return False
            self.close()
            self.end_empty_item()
            del self.stack[keep:]
            marker = len(match[0].rstrip(" "))
            spaces = match.end() - marker
            indent += marker + (spaces if rest and spaces <= 4 else 1)
            ordered = (self.stack[-1][1] if self.stack else 0) + bool(match[1])
            self.stack.append((indent, ordered))
            self.fresh, self.start = ("item" if match[1] else "bullet"), self.at + 1
            keep += 1
            started, words = True, rest
            if _SAYS.match(rest) and "|" not in rest:
                self.open("paragraph", rest, keep)
                return True
        else:
            match = _LIST.match(words)
        if started and words:
            if match:
                self.open("paragraph", words, len(self.stack))
            else:
                self.read(words, indent)
        return started

    def heading(self, words: str) -> bool:
        match = _HEADING.match(words)
        title = heading_title(words[match.end() :]) if match else ""
        if match is None or not title:
            return False
        self.close()
        self.end_empty_item()
        self.stack.clear()
        self.done.append(Piece("heading", len(match[1]), 0, title, self.at + 1))
        return True

    def quote(self, words: str, keep: int) -> None:
        rest = words[1:].strip(" ")
        if self.held and self.kind == "quote" and keep == len(self.stack):
            if rest:
                self.held.append(rest)
            else:
                self.close()
            return
        self.close()
        if rest:
            self.open("quote", rest, keep)
        else:
            self.end_empty_item()
            del self.stack[keep:]

    def braces(self, words: str, keep: int) -> bool:
        if words.startswith("{{"):
            if _DATA.fullmatch(words):
                self.whole("data", words, keep)
                return True
        elif _MARKER_LINE.fullmatch(words):
            # A marker line vanishes with its line, so it neither opens nor closes a list.
            self.close()
            self.end_empty_item()
            self.add("marker", words, self.at + 1)
            return True
        return False

    def fence(self, words: str) -> bool:
        """Whether a fenced block begins on this line, in the first column; if so all of it has been read."""
        match = _FENCE.match(words)
        if match is None:
            return False
        fence, first = match[1] or match[2], self.at
        self.close()
        self.end_empty_item()
        self.stack.clear()
        held = [words]
        while self.at + 1 < len(self.lines):
            self.at += 1
            line = self.lines[self.at]
            held.append(line.strip(" "))
            if line.startswith(fence) and not line.rstrip(" ").strip(fence[0]):
                break
        self.add("code", "\n".join(held), first + 1)
        return True

    def table(self, words: str, indent: int, keep: int) -> bool:
        """Whether a table begins on this line; if so all of it has been read."""
        lines, base = self.lines, self.stack[keep - 1][0] if keep else 0
        if self.at + 1 >= len(lines):
            return False
        rule = lines[self.at + 1]
        if not is_delimiter(rule) or len(rule) - len(rule.lstrip(" ")) < base or len(cells(rule)) != len(cells(words)):
            return False
        self.close()
        self.end_empty_item()
        del self.stack[keep:]
        first, rows = self.at, [words, rule.strip(" ")]
        self.at += 1
        while self.at + 1 < len(lines):
            row = lines[self.at + 1]
            inside = row.strip(" ")
            if not inside or not base <= len(row) - len(row.lstrip(" ")) < base + 4 or self.ends_table(inside):
                break
            rows.append(inside)
            self.at += 1
        self.add("table", "\n".join(rows), first + 1)
        return True

    @staticmethod
    def ends_table(words: str) -> bool:
        """Whether a line under a table begins something else."""
        first = words[0]
        if first == "#":
            return _HEADING.match(words) is not None
        if first == ">" or (first in "`~" and _FENCE.match(words) is not None):
            return True
        if first == "{":
            return _DATA.fullmatch(words) is not None or _MARKER_LINE.fullmatch(words) is not None
        return _PAGE_BREAK.fullmatch(words) is not None or _LIST.match(words) is not None

    def whole(self, kind: PieceKind, words: str, keep: int) -> None:
        """Adds a piece that is one line."""
        self.close()
        self.end_empty_item()
        del self.stack[keep:]
        self.add(kind, words, self.at + 1)

    def open(self, kind: PieceKind, words: str, keep: int) -> None:
        """Opens a paragraph: the item's own text where the item has none yet."""
        if keep < len(self.stack):
            self.end_empty_item()
            del self.stack[keep:]
        if self.fresh and kind == "paragraph":
            kind = self.fresh
            self.fresh = None
        else:
            self.end_empty_item()
            self.start = self.at + 1
        self.kind = kind
        self.held.append(words)

    def close(self) -> None:
        """Closes the open paragraph."""
        if self.held:
            self.add(self.kind, "\n".join(self.held) if len(self.held) > 1 else self.held[0], self.start)
            self.held = []

    def end_empty_item(self) -> None:
        """Adds the innermost item with no text of its own, where something else follows its marker."""
        if self.fresh:
            kind, self.fresh = self.fresh, None
            self.add(kind, "", self.start)

    def add(self, kind: PieceKind, text: str, line: int) -> None:
        self.done.append(Piece(kind, len(self.stack), self.stack[-1][1] if self.stack else 0, text, line))
