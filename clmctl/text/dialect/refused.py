"""One stretch of text looked at by itself: what the dialect refuses in it, the anchors it sets, the references it makes."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from clmctl.model.block import Block, BlockKind, Placeholder, Reference
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.filters import FILTERS
from clmctl.text.dialect.headings import ANCHOR, ITEM_ANCHOR
from clmctl.text.dialect.inlines import LINK, PLACEHOLDER, TYPED_NUMBER, placeholder
from clmctl.text.dialect.options import MARKER
from clmctl.text.dialect.pieces import Piece, cells, pieces_of, tidy
from clmctl.text.dialect.placeholders import BARE_BLOCKS, find_placeholders, inlines_of
from clmctl.text.dialect.stretches import plain, stretches


class Problem(NamedTuple):
    """Something refused: `line` and `column` in the text looked at (column 0: the line), what is wrong, what to write."""

    line: int
    column: int
    code: str
    message: str
    hint: str
    subject: str


class Target(NamedTuple):
    """A block that bears an anchor of its own."""

    anchor: str
    line: int
    kind: BlockKind
    numbered: bool


class Pointer(NamedTuple):
    """A reference: its word, the anchor it names, its line."""

    word: str
    anchor: str
    line: int


class Facts(NamedTuple):
    """What a stretch of text holds; `loose` are lines of sub-clauses in no clause. Lines are counted in the stretch."""

    problems: tuple[Problem, ...]
    targets: tuple[Target, ...]
    pointers: tuple[Pointer, ...]
    loose: tuple[int, ...]
    #: whether every place that bears an anchor has a number
    numbered: bool
    #: the anchors that stand below the first line
    below: tuple[str, ...]


@lru_cache(maxsize=4096)
def facts(text: str) -> Facts:
    """The facts of a clause, a schedule's opening or a preamble. Contracts share most of their clauses, so it is kept.

    So are those of a clause's paragraphs, where each reads the same by itself: of a clause that was changed only what is new
    is read.
    """
    heading, *below = stretches(text) if text.startswith("## ") else ("",)
    if not below or ("\n " in heading and _ITEM_BELOW.search(heading)):
        return facts_of_whole(text)
    parted = list(map(_in_clause, below))
    if None in parted:
        return facts_of_whole(text)
    first = facts(heading)
    problems, targets = list(first.problems), list(first.targets)
    pointers, loose = list(first.pointers), list(first.loose)
    line = heading.count("\n") + 3
    for stretch, held in zip(below, parted, strict=True):
        if held is not None and held is not _NOTHING:
            targets += [Target(anchor, number + line, kind, numbered) for anchor, number, kind, numbered in held.targets]
            if held.problems or held.pointers or held.loose:
                problems += [problem._replace(line=problem.line + line) for problem in held.problems]
                pointers += [pointer._replace(line=pointer.line + line) for pointer in held.pointers]
                loose += [number + line for number in held.loose]
        line += stretch.count("\n") + 2
    return _facts(problems, targets, pointers, loose)


def _facts(problems: Iterable[Problem], targets: Iterable[Target], pointers: Iterable[Pointer], loose: Iterable[int]) -> Facts:
    own = tuple(targets)
    numbered = False not in [target.numbered for target in own]
    below = tuple([target.anchor for target in own if target.line != 1])
    return Facts(tuple(sorted(dict.fromkeys(problems))), own, tuple(pointers), tuple(loose), numbered, below)


_NOTHING = _facts((), (), (), ())
#: An item below a line that is none: whether those after it are indented against it shows in the whole alone.
_ITEM_BELOW = re.compile(r"\n +(?:\d{1,9}[.)]|[-+*])(?: |$)", re.MULTILINE)
_ITEM = re.compile(r"(?:\d{1,9}[.)]|[-+*])(?: |$)", re.MULTILINE)


def _leans(stretch: str) -> bool:
    """Whether a stretch of a clause has to be read with the others: it holds a heading, or begins a list below its first line."""
    if "\n" not in stretch:
        return stretch.startswith("#")
    if "\n " in stretch and _ITEM.match(stretch) is None and _ITEM_BELOW.search(stretch):
        return True
    return stretch.startswith("#") or "\n#" in stretch


@lru_cache(maxsize=8192)
def _in_clause(stretch: str) -> Facts | None:
    """The facts of one paragraph, item or table of a clause, its lines counted from 0; None where it leans on the others."""
    if _leans(stretch):
        return None
    known = plain(stretch)
    if known is not None and (not known.sources or all(map(_inline, known.sources))):
        if not known.anchor:
            return _NOTHING
        anchor = known.anchor[2:-1].rstrip(" ")
        return Facts((), (Target(anchor, 0, "item", numbered=True),), (), (), numbered=True, below=(anchor,))
    held = facts_of_whole(f"## x\n\n{stretch}")
    return _facts(
        (problem._replace(line=problem.line - 3) for problem in held.problems),
        (target._replace(line=target.line - 3) for target in held.targets if target.line > 1),
        (pointer._replace(line=pointer.line - 3) for pointer in held.pointers),
        (line - 3 for line in held.loose),
    )


@lru_cache(maxsize=1024)
def _inline(source: str) -> bool:
    """Whether this is a placeholder that may stand in a line."""
    found = placeholder(source)
    return found is not None and not _makes_a_block(found)


def _makes_a_block(found: Placeholder) -> bool:
    """Whether what it prints is a table, the parties or the signatures, which stand by themselves."""
    spec = FILTERS.get(found.filter)
    return bool(spec and spec.block) or (found.path in BARE_BLOCKS and not spec)


def facts_of_whole(text: str) -> Facts:
    """The facts of a text, read as a whole."""
    cut, built = _pieces(text), blocks(text)
    found = [*_line_problems(text), *_indent_problems(text, cut), *_stray_anchors(built)]
    code_until = 0
    for piece in cut:
        if piece.kind != "code":
            found += _piece_problems(piece)
            found += _template_problems(piece)
        elif piece.line > code_until + 1 or not code_until:
            found.append(_code_problem(piece))
        if piece.kind == "code":
            code_until = piece.line + piece.text.count("\n")
    pointers = (Pointer(i.word, i.anchor, block.line) for block in built for i in inlines_of(block) if isinstance(i, Reference))
    own = (Target(block.anchor, block.line, block.kind, bool(block.full)) for block in built if block.anchor)
    loose = (block.line for block in built if block.kind == "subclause" and not block.full)
    return _facts(found, own, pointers, loose)


def _pieces(text: str) -> list[Piece]:
    """The text's pieces, stretch by stretch: what is read of one here is there for its blocks."""
    found: list[Piece] = []
    above = 0
    for stretch in stretches(tidy(text)):
        found += [Piece(kind, depth, ordered, words, line + above) for kind, depth, ordered, words, line in pieces_of(stretch)]
        above += stretch.count("\n") + 2
    return found


def refused(line: int, message: str, hint: str, subject: str, *, column: int = 0, code: str = "SX005") -> Problem:
    """A problem, with white space in its subject made plain."""
    return Problem(line, column, code, message, hint, " ".join(subject.split()))


def line_at(text: str, at: int) -> int:
    """The 1-based line of an offset."""
    return text.count("\n", 0, at) + 1


_LINES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"^ {1,3}#{1,6} +\S.*$", re.MULTILINE),
        "A heading begins in the first column.",
        "Take the spaces before the # away, or write \\#.",
    ),
    (re.compile(r"^#{1,6}[ ]*$", re.MULTILINE), "A heading has no words.", "Write the clause's title after the #."),
    (re.compile(r"^ {0,3}=+ *$", re.MULTILINE), "A heading is not underlined.", "Write ## before the heading."),
    (
        re.compile(r"^ *(?:-(?: *-){2,}|_(?: *_){2,}|-+) *$", re.MULTILINE),
        "A line of dashes or underscores.",
        "A page break is *** on a line of its own.",
    ),
    (re.compile(r"^ *\d{1,9}\) ", re.MULTILINE), "A numbered item is written 1. with a point.", "Write 1. instead of 1)."),
    (
        re.compile(r"^ {0,3}\[[^\]\n]+\]:", re.MULTILINE),
        "A link's target is not set apart from the link.",
        "Write [words](target) where the link stands.",
    ),
)

#: How a line begins that one of them may mean.
_LINE_BEGINS = re.compile(r"^(?:[ ]+#|#+[ ]*$| *[-_=]| *\d{1,9}\)| {0,3}\[)", re.MULTILINE)


def _line_problems(text: str) -> Iterator[Problem]:
    if _LINE_BEGINS.search(text) is None:
        return
    for pattern, message, hint in _LINES:
        for match in pattern.finditer(text):
            yield refused(line_at(text, match.start()), message, hint, match[0])


def _code_problem(piece: Piece) -> Problem:
    first = piece.text.partition("\n")[0]
    if first.startswith(("```", "~~~")):
        return refused(piece.line, "A fenced block is not part of a contract.", "Take the fence away.", first)
    hint = "Begin a paragraph in the first column, or under the words of its item."
    return refused(piece.line, "A paragraph is indented by four spaces or more.", hint, first)


#: What no paragraph holds; looked for with placeholders and links blanked out and escaped characters left aside.
_WORDS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<!--"),
        "A comment would be printed as typed.",
        'Only <!-- clm:ignore CODE reason="..." --> on its own line is read; keep notes in notes/.',
    ),
    (
        re.compile(r"</?[A-Za-z][^<>\n]*>|<[?!](?!--)"),
        "Raw HTML is not read and would be printed as typed.",
        "Use what the dialect holds: clmctl explain dialect.",
    ),
    (re.compile(r"`"), "Code is not part of a contract.", 'Use quotes: "words".'),
    (re.compile(r"~~"), "Words cannot be struck out: a redline shows what was.", "Delete the words."),
    (
        re.compile(r"(?<![\w_])_{1,3}(?=[^\s_])[^_\n]*[^\s_]_{1,3}(?![\w_])"),
        "Emphasis is not written with underscores.",
        "Write *italic* or **bold**.",
    ),
    (
        re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"),
        "An entity is not read.",
        "Type the character itself.",
    ),
    (re.compile(r"\]\("), "A link that cannot be read.", "Write [words](target), with no brackets or title inside."),
)
_MARKED = re.compile(r"[<`~_&]|\]\(")
_QUOTED = re.compile(r"#{1,6} |>|(?:\d{1,9}[.)]|[-+*]) ")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_SAFE = re.compile(r"#|https?://|mailto:|[^:]*$", re.IGNORECASE)


def _piece_problems(piece: Piece) -> Iterator[Problem]:
    """What a piece's words hold that the dialect refuses."""
    if piece.kind == "table":
        yield from _table_problems(piece)
    elif piece.kind == "quote" and any(_QUOTED.match(line) for line in piece.text.split("\n")):
        yield refused(
            piece.line, "A quote holds words alone: no heading, list or further quote.", "Write it as a clause.", piece.text
        )
    if piece.kind in ("paragraph", "item", "bullet", "quote") and not piece.text.strip("*_ \n"):
        where = "An item has no words of its own." if piece.kind in ("item", "bullet") else "A paragraph has no words."
        yield refused(piece.line, where, "Write its words after the marker.", where)
    if _MARKED.search(piece.text) is None:
        return
    words = LINK.sub(blank, PLACEHOLDER.sub(blank, _ESCAPE.sub("  ", piece.text)))
    for pattern, message, hint in _WORDS if _MARKED.search(words) else ():
        match = pattern.search(words)
        if match is not None:
            yield refused(piece.line + words.count("\n", 0, match.start()), message, hint, match[0])
    for link in LINK.finditer(piece.text):
        line = piece.line + piece.text.count("\n", 0, link.start())
        if not _SAFE.match(link[3]):
            yield refused(line, f"A link to `{link[3]}` is not allowed.", "Link to https://, mailto: or a #anchor.", link[3])
        elif link[3].startswith("#") and (typed := TYPED_NUMBER.search(said := " ".join(link[2].split()))):
            number = typed[0].strip()
            hint = f"Write [{said[: typed.start()]}]({link[3]})."
            yield refused(line, f"The reference types the number {number}, which is printed by place.", hint, link[0])


def blank(match: re.Match[str]) -> str:
    """As many marks as the match has characters, its line ends kept."""
    return re.sub(r"[^\n]", "x", match[0]) if "\n" in match[0] else "x" * len(match[0])


def _table_problems(piece: Piece) -> Iterator[Problem]:
    rows = piece.text.split("\n")
    width = len(cells(rows[0]))
    for offset, row in enumerate(rows):
        found = cells(row)
        if "||" in row or any(cell in ("^^", "<<", ">>") for cell in found):
            yield refused(piece.line + offset, "Merged cells are refused.", "Repeat the words in every cell they are for.", row)
        elif len(found) != width:
            message = f"The row has {len(found)} cells where the table's head has {width}: merged cells are refused."
            yield refused(piece.line + offset, message, "Give every row the head's number of cells; a cell may be empty.", row)


def _indent_problems(text: str, cut: list[Piece]) -> Iterator[Problem]:
    """Items that are indented against the item before but stand on its level: they were meant to be deeper."""
    lines = text.split("\n")
    indents: list[int] = []  # of the first item on every open level
    for piece in cut:
        if piece.kind == "heading":
            indents = []
        if piece.kind not in ("item", "bullet"):
            continue
        line = lines[piece.line - 1]
        indent = len(line) - len(line.lstrip(" "))
        if len(indents) >= piece.depth:
            if indent > indents[piece.depth - 1]:
                hint = "Indent it by three spaces (four under `10.`) to stand below the item before, or not at all."
                yield refused(piece.line, "The item is indented but stands on the level of the one before.", hint, line)
            del indents[piece.depth :]
        else:
            indents += [indent] * (piece.depth - len(indents))


_MOST = 20  # of one kind in one paragraph
_LITERAL = re.compile(r"\\\{\{[^{}\n]*\}\}")  # braces meant as such: \{{ x }}
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{\?|\{/|\{#")


def _template_problems(piece: Piece) -> Iterator[Problem]:
    """Braces that are no placeholder, anchor or option; block placeholders inside a line; options."""
    text = piece.text
    if "{" not in text and "}" not in text:
        return
    if text.count("{") == text.count("}") == 1 and ITEM_ANCHOR.match(text):  # its anchor alone, as of most items
        return
    for found, line in find_placeholders(text) if piece.kind != "data" else ():
        if _makes_a_block(found):
            message = f"{{{{ {found.source.strip()} }}}} makes a block and stands alone on its line."
            hint = "Put it on a line of its own with nothing before or after."
            yield refused(piece.line + line - 1, message, hint, found.source)
    kept = _ESCAPE.sub("  ", _LITERAL.sub(blank, text))
    kept = MARKER.sub(blank, PLACEHOLDER.sub(blank, kept))
    kept = ITEM_ANCHOR.sub(blank, ANCHOR.sub(blank, kept))
    for match in islice(_STRAY.finditer(kept), _MOST):
        rest = text[match.start() :].partition("\n")[0][:40]
        message, hint = _STRAYS[match[0]]
        yield refused(piece.line + line_at(kept, match.start()) - 1, f"`{rest}`: {message}.", hint, rest)
    for match in islice(MARKER.finditer(text), _MOST):
        hint = "Options are resolved when a contract is drawn; keep the words that apply and remove the marker."
        message = f"`{match[0]}` marks an option, which a contract has none of."
        yield refused(piece.line + line_at(text, match.start()) - 1, message, hint, match[0])


_STRAYS = {
    "{{": (
        "no placeholder begins so, or it is not closed",
        'A placeholder is {{ path }}, {{ path | filter }} or {{ path | filter("...") }}.',
    ),
    "}}": ("closes no placeholder", "A placeholder is {{ path }}."),
    "{%": ("a contract's text holds no statements", "Conditions stand in the template; the text says what applies."),
    "%}": ("a contract's text holds no statements", "Conditions stand in the template; the text says what applies."),
    "{?": ("an option is not marked so", "An option is {?name}text{/}, in a clause of the library."),
    "{/": ("an option is not closed so", "An option is {?name}text{/}, in a clause of the library."),
    "{#": ("an anchor is not written so", "An anchor is {#id} or, on a heading, {#id lang=de}: letters, figures, hyphens."),
}


def _stray_anchors(built: tuple[Block, ...]) -> Iterator[Problem]:
    """Anchors where none may stand."""
    for block in built:
        for inline in inlines_of(block):
            text = getattr(inline, "text", "")
            stray = ANCHOR.search(text) if "{#" in text or "{lang=" in text else None
            if stray is not None:
                where = "a second anchor" if block.anchor else "no anchor can stand here"
                hint = "An anchor stands at the end of a heading or after an item's marker."
                yield refused(block.line, f"`{stray[0]}`: {where}.", hint, stray[0])
