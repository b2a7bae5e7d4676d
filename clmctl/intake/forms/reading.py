"""A published form read as Markdown: its paragraphs in order, with their words, typed numbers left in place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from clmctl.errors import Unreadable
from clmctl.intake.forms.markup import Inline
from clmctl.intake.forms.runs import Run, Runs, cut, text_of, tidy
from clmctl.intake.labels import label_of
from clmctl.model.frozen import frozen
from clmctl.text.yaml.lines import normal_ends
from clmctl.text.yaml.split import conflicts, unreadable

if TYPE_CHECKING:
    from markdown_it.token import Token

PartKind = Literal["heading", "item", "bullet", "paragraph", "table", "quote"]

#: The longest form that is read, in bytes: the longest published ones have a tenth of it.
LONGEST = 2 * 1024 * 1024
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0b\x0c]")
#: `{: .class }` at the end of a line: attributes for the program that makes web pages of the form.
_ATTRIBUTES = re.compile(r"[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_BOX = re.compile(r"(?:\[(?P<box>[ xX_]?)\]|(?P<sign>[☐☑☒□■✓✔]))\s+")


@frozen
class Part:
    """One paragraph-like piece of a form.

    `level` is a heading's level, otherwise how many lists hold it; `number` the number Markdown gives an item; `indent` its
    column in the file; `checked` whether a box before it is ticked (None: there is no box); `hint` words for whoever fills it in.
    """

    kind: PartKind
    runs: Runs
    level: int
    line: int
    number: int = 0
    indent: int = 0
    checked: bool | None = None
    hint: str = ""
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words as they stand in the form."""
        return text_of(self.runs)


def read_parts(name: str, data: bytes) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts of a form and remarks on what was left out. Unreadable where it is no Markdown text at all."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only an import needs it

    text, notes = _text(name, data)
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["code", "html_block"])
    reader = _Reader(text.split("\n"))
    parts = reader.read(markdown.parse(text))
    if not parts:
        raise Unreadable(f"{name} holds no text.", hint="A form is a Markdown file with headings or numbered clauses.", path=name)
    return tuple(parts), (*notes, *reader.notes)


def _text(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    if not data.strip():
        raise Unreadable(f"{name} is empty.", hint="Give the form's Markdown file.", path=name)
    if data[:2] == b"PK" or data[:4] == b"%PDF":
        kind = "PDF" if data[:4] == b"%PDF" else "Word or zip"
        raise Unreadable(
            f"{name} is a {kind} file.", hint="Give the form as Markdown: publishers offer it beside the Word file.", path=name
        )
    if len(data) > LONGEST:
        raise Unreadable(
            f"{name} has {len(data):,} bytes; the longest form that is read has {LONGEST:,}.",
            hint="Give one form, without pictures in it.",
            path=name,
        )
    for problem in (*unreadable(data), *conflicts(data)):
        raise Unreadable(f"{problem.message}.", hint=problem.hint, path=name, line=problem.line)
    text = _LINE_ENDS.sub("\n", normal_ends(data.decode("utf-8-sig")))
    notes = []
    if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
        last = text.count("\n", 0, end) + 2
        notes.append(f"the settings above the text (lines 1 to {last}) are no part of the form and were left out")
        text = "\n" * text.count("\n", 0, end + 5) + text[end + 5 :]
    if re.match(r"\s*(?:<!doctype html|<html)\b", text, re.IGNORECASE):
        raise Unreadable(
            f"{name} is a web page, not Markdown.",
            hint="Save the form as Markdown (pandoc -t gfm does it) and import that.",
            path=name,
        )
    if count := len(_INVISIBLE.findall(text)):
        notes.append(f"{count} invisible character{'s were' if count > 1 else ' was'} taken out")
        text = _INVISIBLE.sub("", text)
    if found := _ATTRIBUTES.findall(text):
        notes.append(f"attributes for web pages were left out: {', '.join(dict.fromkeys(each.strip() for each in found[:5]))}")
        text = _ATTRIBUTES.sub("", text)
    return text, tuple(notes)


class _Reader:
    """The state of one reading: the lists that are open, and the parts so far."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.parts: list[Part] = []
        self.notes: list[str] = []
        self.lists: list[tuple[bool, int]] = []  # (ordered, number of the open item) of every open list
        self.fresh: tuple[bool, int] | None = None  # the open item has no words yet
        self.quoted = 0

    def read(self, tokens: "Sequence[Token]") -> list[Part]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type in ("ordered_list_open", "bullet_list_open"):
                self.lists.append((token.type == "ordered_list_open", 0))
            elif token.type in ("ordered_list_close", "bullet_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                ordered = self.lists[-1][0]
                self.fresh = self.lists[-1] = (ordered, self._number(tokens, at) if ordered else 0)
            elif token.type == "blockquote_open":
                self.quoted += 1
            elif token.type == "blockquote_close":
                self.quoted -= 1
            elif token.type == "table_open":
                at = self.table(tokens, at)
            elif token.type == "inline":
                before = tokens[at - 1]
                line = token.map[0] + 1 if token.map else 0
                if before.type == "heading_open" and len(token.content.split()) <= 30:
                    self.add(self.runs(token), line, int(before.tag[1:]))
                else:
                    self.paragraph(self.runs(token), line)
            elif token.type in ("fence", "code_block"):
                line = token.map[0] + 1 if token.map else 0
                for offset, words in enumerate(token.content.split("\n")):
                    if words.strip():
                        self.paragraph((Run(words.strip()),), line + 1 + offset)
            at += 1
        return self.parts

    def _number(self, tokens: "Sequence[Token]", at: int) -> int:
        """The number Markdown gives an item: the list's first counted on, whatever was typed."""
        level = tokens[at].level
        start, count = 1, 1
        for token in reversed(tokens[:at]):
            if token.type == "ordered_list_open" and token.level == level - 1:
                start = int(token.attrs.get("start", 1))
                break
            count += token.type == "list_item_open" and token.level == level
        return start + count - 1

    def table(self, tokens: "Sequence[Token]", at: int) -> int:
        rows: list[tuple[Runs, ...]] = []
        cells: list[Runs] = []
        line = (tokens[at].map or [0])[0] + 1
        while tokens[at].type != "table_close":
            token = tokens[at]
            if token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                cells.append(tidy(run for run in self.runs(token) if run.kind != "hint"))
                self.notes += [
                    f'line {line}: the hint "{run.text}" in a table was left out'
                    for run in self.runs(token)
                    if run.kind == "hint"
                ]
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            at += 1
        self.fresh = None
        self.parts.append(Part("table", (), len(self.lists), line, rows=tuple(rows)))
        return at

    def runs(self, token: "Token") -> Runs:
        return tuple(Inline(self.notes, (token.map or [0])[0] + 1).read(token.children or ()))

    def paragraph(self, runs: Runs, line: int) -> None:
        """A paragraph, cut where a wrapped line begins with a typed number of a list, or a line break with a box."""
        lines = _lines(runs)
        marked = [label_of(text_of(words).lstrip()) for words, _ in lines]
        listed = any(
            (mark and ("alpha", 2) in mark.meanings)
            or (mark and ("roman", 2) in mark.meanings)
            or (mark and ("arabic", 2) in mark.meanings)
            for mark in marked[1:]
        )
        boxes = sum(bool(_BOX.match(text_of(words).lstrip())) for words, _ in lines) > 1
        held: list[Run] = []
        start = line
        for offset, ((words, hard), mark) in enumerate(zip(lines, marked, strict=True)):
            typed = listed and mark is not None and any(value > 0 and style != "ALPHA" for style, value in mark.meanings)
            if held and offset and (typed or (boxes and _BOX.match(text_of(words).lstrip()))):
                self.add(tuple(held), start)
                held, start = [], line + offset
            elif held:
                held.append(Run("\n", kind="break") if hard else Run(" "))
            held += words
        self.add(tuple(held), start)

    def add(self, runs: Runs, line: int, heading: int = 0) -> None:
        hint = " ".join(run.text.strip() for run in runs if run.kind == "hint")
        runs = tidy(run for run in runs if run.kind != "hint")
        if not re.search(r"\w|[●■…?]|\.{3}|\[\s*\]", text_of(runs)):
            if text_of(runs).strip():
                self.notes.append(f'line {line}: "{text_of(runs).strip()}" has no words and was left out')
            if hint and self.parts:
                self.parts[-1] = replace(self.parts[-1], hint=f"{self.parts[-1].hint} {hint}".strip())
            return
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        indent = len(source) - len(source.lstrip(" "))
        box = None if heading else _BOX.match(text_of(runs))
        checked = None
        if box is not None and (box["sign"] or (box["box"] is not None and (self.fresh is not None or box["box"].strip()))):
            checked = ((box["sign"] or "") in "☑☒■✓✔" and bool(box["sign"])) or (box["box"] or "").lower() == "x"
            runs = tidy(cut(runs, box.end()))
        if heading:
            runs = _without_attributes(tidy(Run(" ") if run.kind == "break" else run for run in runs))
            self.fresh = None  # a heading may open an item: `1. # Fees`
            self.parts.append(Part("heading", runs, heading, line, hint=hint))
            return
        kind: PartKind = "quote" if self.quoted else "paragraph"
        number = 0
        if self.fresh is not None:
            kind, number = ("item", self.fresh[1]) if self.fresh[0] else ("bullet", 0)
            self.fresh = None
        self.parts.append(Part(kind, runs, len(self.lists), line, number, indent, checked, hint))


def _without_attributes(runs: Runs) -> Runs:
    """A heading without the attributes some programs write behind it: `{#fees .unnumbered}`."""
    match = re.search(r"\s*\{[#.][^{}]*\}\s*$", text_of(runs))
    return tidy(cut(runs, 0, match.start())) or runs if match else runs


def _lines(runs: Runs) -> list[tuple[list[Run], bool]]:
    """The runs by the lines of the source, and whether a line stands after a hard break."""
    found: list[tuple[list[Run], bool]] = [([], False)]
    for run in runs:
        if run.kind == "break":
            found.append(([], run.target == "hard"))
        else:
            found[-1][0].append(run)
    return found
