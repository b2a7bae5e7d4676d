"""What stands in a text that the dialect does not hold, leads nowhere, or could be read in two ways."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import NamedTuple

from clmctl.model.block import Block, Placeholder, Reference
from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.text.blocks import blocks
from clmctl.text.filters import FILTERS
from clmctl.text.headings import ANCHOR, ITEM_ANCHOR
from clmctl.text.inlines import LINK, PLACEHOLDER, TYPED_NUMBER
from clmctl.text.options import MARKER, expand, marker_problems
from clmctl.text.pieces import Piece, cells, pieces, tidy
from clmctl.text.placeholders import BARE_BLOCKS, find_placeholders, inlines_of, placeholder_problem
from clmctl.text.references import targets

_NAMES = {"RF401": "broken-reference", "RF403": "ambiguous-target", "SX005": "stray-template-syntax"}


class _Problem(NamedTuple):
    line: int
    column: int
    code: str
    message: str
    hint: str
    subject: str


def problems(
    text: str, *, path: str = "", first_line: int = 1, options: Collection[str] | None = None, whole: bool = True
) -> tuple[Finding, ...]:
    """What is wrong with a text as such, in its order: a finding for each place.

    SX005 is what the dialect refuses, RF401 a reference to nowhere, RF403 an anchor that two places bear. `path` and
    `first_line` place the text in its file. `options` are the names a variant of the library declares; None for a
    contract, where options are resolved and any marker is a finding. With `whole` false the text is one clause, whose
    references may lead out of it.
    """
    text = tidy(text)
    found: list[_Problem] = []
    bare = text
    if options is not None:
        found += _option_problems(text, options)
        bare = MARKER.sub("", text)
    cut = pieces(bare)
    built = blocks(bare)
    found += _line_problems(bare)
    for piece in cut:
        found += _piece_problems(piece)
    found += _indent_problems(bare, cut)
    found += _template_problems(bare)
    found += (each for each in _anchor_problems(built) if options is None or _always(each, text, options))
    found += _reference_problems(built, whole=whole)
    found += _title_problems(built)
    heads = [(block.line, block.clause) for block in built if block.kind in ("clause", "schedule", "title")]
    starts = [line for line, _ in heads]

    def clause_at(line: int) -> str:
        at = bisect_right(starts, line) - 1
        return heads[at][1] if at >= 0 else ""

    return tuple(
        Finding(
            problem.code,
            _NAMES[problem.code],
            "error",
            Place(path, problem.line + first_line - 1, problem.column),
            problem.message,
            problem.hint,
            clause=clause_at(problem.line),
            subject=problem.subject,
        )
        for problem in sorted(dict.fromkeys(found))
    )


def field_problems(
    text: str,
    catalogue: Catalogue,
    *,
    path: str = "",
    first_line: int = 1,
    parties: Collection[str] | None = None,
    rows: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """A finding (SX005) for every placeholder that names an unknown field, party, list, filter or argument.

    `parties` are the keys and roles of the contract's parties, `rows` its lists; None where they are not known.
    """
    found = []
    for placeholder, line in find_placeholders(tidy(text)):
        wrong = placeholder_problem(placeholder, catalogue, parties=parties, rows=rows)
        if wrong is not None:
            message = f"{{{{ {placeholder.source.strip()} }}}}: {wrong[0]}."
            place = Place(path, line + first_line - 1)
            found.append(Finding("SX005", _NAMES["SX005"], "error", place, message, wrong[1], subject=placeholder.source.strip()))
    return tuple(found)


def _refused(line: int, message: str, hint: str, subject: str, *, column: int = 0, code: str = "SX005") -> _Problem:
    return _Problem(line, column, code, message, hint, " ".join(subject.split()))


def _option_problems(text: str, options: Collection[str]) -> Iterator[_Problem]:
    for line, column, message in marker_problems(text):
        yield _refused(line, f"{message[0].upper()}{message[1:]}.", "An option is {?name}text{/}.", message, column=column)
    for match in MARKER.finditer(text):
        if match[2] and match[2] not in options:
            hint = (
                f"The options declared are {', '.join(options)}."
                if options
                else "Declare it under `options:` in the front matter."
            )
            yield _refused(_line(text, match.start()), f"The option `{match[2]}` is not declared.", hint, match[2])


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


_PAGE_BREAK_HINT = "A page break is *** on a line of its own."
_LINES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"^ {1,3}#{1,6} +\S.*$", re.MULTILINE),
        "A heading begins in the first column.",
        "Take the spaces before the # away, or write \\#.",
    ),
    (re.compile(r"^#{1,6}[ ]*$", re.MULTILINE), "A heading has no words.", "Write the clause's title after the #."),
    (re.compile(r"^ {0,3}=+ *$", re.MULTILINE), "A heading is not underlined.", "Write ## before the heading."),
    (re.compile(r"^ *(?:-(?: *-){2,}|_(?: *_){2,}|-+) *$", re.MULTILINE), "A line of dashes or underscores.", _PAGE_BREAK_HINT),
    (re.compile(r"^ *\d{1,9}\) ", re.MULTILINE), "A numbered item is written 1. with a point.", "Write 1. instead of 1)."),
    (
        re.compile(r"^ {0,3}\[[^\]\n]+\]:", re.MULTILINE),
        "A link's target is not set apart from the link.",
        "Write [words](target) where the link stands.",
    ),
)


def _line_problems(text: str) -> Iterator[_Problem]:
    for pattern, message, hint in _LINES:
        for match in pattern.finditer(text):
            yield _refused(_line(text, match.start()), message, hint, match[0])


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
_QUOTED = re.compile(r"#{1,6} |>|(?:\d{1,9}[.)]|[-+*]) ")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_SAFE = re.compile(r"#|https?://|mailto:|[^:]*$", re.IGNORECASE)


def _piece_problems(piece: Piece) -> Iterator[_Problem]:
    """What a piece's words hold that the dialect refuses."""
    if piece.kind == "code":
        first = piece.text.partition("\n")[0]
        if first.startswith(("`", "~")):
            yield _refused(piece.line, "A fenced block is not part of a contract.", "Take the fence away.", first)
        else:
            hint = "Begin a paragraph in the first column, or under the words of its item."
            yield _refused(piece.line, "A paragraph is indented by four spaces or more.", hint, first)
        return
    if piece.kind == "table":
        yield from _table_problems(piece)
    elif piece.kind == "quote" and any(_QUOTED.match(line) for line in piece.text.split("\n")):
        yield _refused(
            piece.line, "A quote holds words alone: no heading, list or further quote.", "Write it as a clause.", piece.text
        )
    if piece.kind in ("paragraph", "item", "bullet", "quote") and not piece.text.strip("*_ \n"):
        where = "An item has no words of its own." if piece.kind in ("item", "bullet") else "A paragraph has no words."
        yield _refused(piece.line, where, "Write its words after the marker.", where)
    words = LINK.sub(_blank, PLACEHOLDER.sub(_blank, _ESCAPE.sub("  ", piece.text)))
    for pattern, message, hint in _WORDS:
        match = pattern.search(words)
        if match is not None:
            yield _refused(piece.line + words.count("\n", 0, match.start()), message, hint, match[0])
    for link in LINK.finditer(piece.text):
        line = piece.line + piece.text.count("\n", 0, link.start())
        if not _SAFE.match(link[3]):
            yield _refused(line, f"A link to `{link[3]}` is not allowed.", "Link to https://, mailto: or a #anchor.", link[3])
        elif link[3].startswith("#") and (typed := TYPED_NUMBER.search(link[2])):
            number = typed[0].strip()
            hint = f"Write [{link[2][: typed.start()]}]({link[3]})."
            yield _refused(line, f"The reference types the number {number}, which is printed by place.", hint, link[0])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "x", match[0])


def _table_problems(piece: Piece) -> Iterator[_Problem]:
    rows = piece.text.split("\n")
    width = len(cells(rows[0]))
    for offset, row in enumerate(rows):
        found = cells(row)
        if "||" in row or any(cell in ("^^", "<<", ">>") for cell in found):
            yield _refused(piece.line + offset, "Merged cells are refused.", "Repeat the words in every cell they are for.", row)
        elif len(found) != width:
            message = f"The row has {len(found)} cells where the table's head has {width}: merged cells are refused."
            yield _refused(piece.line + offset, message, "Give every row the head's number of cells; a cell may be empty.", row)


def _indent_problems(text: str, cut: list[Piece]) -> Iterator[_Problem]:
    """Items that are indented against the item before but stand on its level: they were meant to be deeper."""
    lines = text.split("\n")
    indents: dict[int, int] = {}
    for piece in cut:
        if piece.kind == "heading":
            indents = {}
        if piece.kind not in ("item", "bullet"):
            continue
        line = lines[piece.line - 1]
        indent = len(line) - len(line.lstrip(" "))
        before = indents.get(piece.depth)
        if before is not None and indent > before:
            hint = "Indent it by three spaces (four under `10.`) to stand below the item before, or not at all."
            yield _refused(piece.line, "The item is indented but stands on the level of the one before.", hint, line)
        indents = {depth: known for depth, known in indents.items() if depth < piece.depth} | {
            piece.depth: before if before is not None else indent
        }


_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{\?|\{/|\{#")


def _template_problems(text: str) -> Iterator[_Problem]:
    """Braces that are no placeholder, anchor or option; block placeholders inside a line."""
    for placeholder, line in find_placeholders(text):
        spec = FILTERS.get(placeholder.filter)
        if ((spec and spec.block) or (placeholder.path in BARE_BLOCKS and not spec)) and not _alone(text, placeholder, line):
            message = f"{{{{ {placeholder.source.strip()} }}}} makes a block and stands alone on its line."
            yield _refused(line, message, "Put it on a line of its own with nothing before or after.", placeholder.source)
    kept = MARKER.sub(_blank, PLACEHOLDER.sub(_blank, _ESCAPE.sub("  ", text)))
    kept = ITEM_ANCHOR.sub(_blank, ANCHOR.sub(_blank, kept))
    for match in _STRAY.finditer(kept):
        line = _line(kept, match.start())
        rest = text[match.start() :].partition("\n")[0][:40]
        message, hint = _STRAYS.get(match[0], ("stands alone", "Remove it."))
        yield _refused(line, f"`{rest}`: {message}.", hint, rest)
    for match in MARKER.finditer(text):
        hint = "Options are resolved when a contract is drawn; keep the words that apply and remove the marker."
        yield _refused(_line(text, match.start()), f"`{match[0]}` marks an option, which a contract has none of.", hint, match[0])


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


def _alone(text: str, placeholder: Placeholder, line: int) -> bool:
    return text.split("\n")[line - 1].strip() == "{{" + placeholder.source + "}}"


def _anchor_problems(built: tuple[Block, ...]) -> Iterator[_Problem]:
    """Anchors that two places bear in one language, and anchors where none may stand."""
    seen: dict[tuple[str, str], Block] = {}
    for block in built:
        if block.anchor:
            first = seen.setdefault((block.anchor, block.lang), block)
            if first is not block:
                anchor = block.anchor
                message = f"#{anchor} stands in line {first.line} already: a reference to it means two things."
                hint = f"Make one of them {{#{anchor}-2}}; a heading in another language says {{#{anchor} lang=de}}."
                yield _refused(block.line, message, hint, block.anchor, code="RF403")
        for inline in inlines_of(block):
            text = getattr(inline, "text", "")
            stray = ANCHOR.search(text) if "{#" in text or "{lang=" in text else None
            if stray is not None:
                where = "a second anchor" if block.anchor else "no anchor can stand here"
                yield _refused(
                    block.line,
                    f"`{stray[0]}`: {where}.",
                    "An anchor stands at the end of a heading or after an item's marker.",
                    stray[0],
                )


def _always(problem: _Problem, text: str, options: Collection[str]) -> bool:
    """Whether a problem of anchors stands with all options on or with all off: `{?x}` and `{?!x}` may bear one anchor."""
    return any(
        problem.subject == each.subject and problem.code == each.code
        for on in (True, False)
        for each in _anchor_problems(blocks(expand(text, dict.fromkeys(options, on))))
    )


def _reference_problems(built: tuple[Block, ...], *, whole: bool) -> Iterator[_Problem]:
    known = targets(built)
    for block in built:
        for inline in inlines_of(block):
            if not isinstance(inline, Reference):
                continue
            found = known.get(inline.anchor)
            if found is None and whole:
                message = f"[{inline.word}](#{inline.anchor}) leads nowhere."
                yield _refused(block.line, message, _near(inline.anchor, known), inline.anchor, code="RF401")
            elif found and not found[0].full:
                message = f"[{inline.word}](#{inline.anchor}) leads to a place without a number (line {found[0].line})."
                hint = "Refer to a clause, sub-clause, schedule or numbered item."
                yield _refused(block.line, message, hint, inline.anchor, code="RF401")


def _near(anchor: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - nine milliseconds that only a mistake should cost

    near = get_close_matches(anchor, list(known), 1)
    return f"Did you mean #{near[0]}?" if near else f"Write {{#{anchor}}} at the heading or item it is meant for."


def _title_problems(built: tuple[Block, ...]) -> Iterator[_Problem]:
    titles: set[str] = set()
    for block in built:
        if block.kind == "title":
            if block.lang in titles:
                hint = "Begin a schedule with # Schedule, a clause with ##."
                yield _refused(block.line, "The contract has a title already.", hint, "title")
            titles.add(block.lang)
        elif block.kind == "subclause" and not block.full:
            yield _refused(
                block.line, "A sub-clause stands before the first clause.", "Write ## for a clause.", block.anchor or "subclause"
            )
