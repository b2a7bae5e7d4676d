"""The Markdown and HTML inside a paragraph of a form, turned to runs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from clmctl.intake.forms.runs import Run, RunKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_Meaning = Literal["hint", "variable", "title", "bold", "italic", "drop", ""]
_MEANINGS: Mapping[str, _Meaning] = MappingProxyType(
    {"label": "hint", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "script": "drop", "style": "drop"}
)
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "script",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
_NEW_LINE = frozenset(
    ["br", "p", "div", "li", "tr", "hr", "center", "section", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_VARIABLE = re.compile(r"_link$|variable|field|blank|placeholder|fill|coverpage|keyterm|orderform", re.IGNORECASE)


class Inline:
    """One paragraph's Markdown and HTML turned to runs."""

    def __init__(self, notes: list[str], line: int) -> None:
        self.notes = notes
        self.line = line
        self.bold = self.italic = 0
        self.link = ""
        self.open: list[tuple[str, _Meaning]] = []

    def read(self, tokens: "Sequence[Token]") -> Iterator[Run]:
        """The runs of a paragraph's tokens, in order."""
        for token in tokens:
            kind = token.type
            if kind in ("text", "code_inline"):
                yield from self.words(token.content)
            elif kind in ("softbreak", "hardbreak"):
                yield Run("\n", kind="break", target="hard" if kind == "hardbreak" else "soft")
            elif kind in ("strong_open", "strong_close"):
                self.bold += 1 if kind.endswith("open") else -1
            elif kind in ("em_open", "em_close"):
                self.italic += 1 if kind.endswith("open") else -1
            elif kind == "link_open":
                self.link = str(token.attrs.get("href", ""))
            elif kind == "link_close":
                self.link = ""
            elif kind == "image":
                self.notes.append(f'line {self.line}: the picture "{token.content}" was left out')
            elif kind == "html_inline":
                yield from self.tag(token.content)
            elif kind == "s_open":
                self.notes.append(f"line {self.line}: struck-out words were taken as words; delete them if they are none")

    def words(self, text: str) -> Iterator[Run]:
        """A piece of text as a run, with what surrounds it."""
        kinds = [kind for _, kind in self.open]
        if not text or "drop" in kinds:
            return
        bold, italic = bool(self.bold or "bold" in kinds), bool(self.italic or "italic" in kinds)
        kind: RunKind = next((k for k in reversed(kinds) if k in ("hint", "variable", "title")), "text")
        if kind == "text" and self.link and not self.link.startswith("#"):
            yield Run(text, bold, italic, "link", self.link)
        else:
            yield Run(text, bold, italic, kind)

    def tag(self, source: str) -> Iterator[Run]:
        """What a tag prints: a new line, a box, a blank in pointed brackets."""
        found = _Tag(source)
        if found.name and found.name not in _TAGS:
            inside = source.strip("</> ")
            if re.search(r"\s|[A-Z]", inside) and "=" not in inside:
                yield from self.words(f"[{inside}]")
            else:
                self.notes.append(f"line {self.line}: the tag {source} was left out")
        elif found.closes:
            at = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at][0] == found.name), None)
            if at is not None:
                del self.open[at]
            if found.name in _NEW_LINE:
                yield Run("\n", kind="break", target="hard")
        elif found.name in ("br", "hr"):
            yield Run("\n", kind="break", target="hard")
        elif found.name == "input":
            yield Run("[x] " if "checked" in found.attributes else "[ ] ")
        elif found.name and found.name != "img":
            if found.name in _NEW_LINE:
                yield Run("\n", kind="break", target="hard")
            self.open.append((found.name, _meaning(found)))


def _meaning(tag: "_Tag") -> _Meaning:
    style = f"{tag.attributes.get('class', '')}"
    if re.search(r"header|heading|title", style, re.IGNORECASE):
        return "title"
    if _VARIABLE.search(style) or tag.name == "var":
        return "variable"
    return _MEANINGS.get(tag.name, "")


class _Tag(HTMLParser):
    """One tag: its name, attributes, and whether it closes."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.closes = "", False
        self.attributes: dict[str, str] = {}
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes the tag's name and attributes."""
        self.name, self.attributes = tag, {key: value or "" for key, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        """Takes the name of a closing tag."""
        self.name, self.closes = self.name or tag, not self.attributes and not self.name
