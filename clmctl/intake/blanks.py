"""Blanks of a form: what a person fills in, chooses or ticks, turned to fields and options."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clmctl.intake.fields import Fields, name_of, stated_value
from clmctl.intake.nesting import Node
from clmctl.intake.runs import Run, Runs, put, searchable, text_of
from clmctl.model.field import FieldType
from clmctl.text.values import show_value

_UNIT = r"(?:(?:business|calendar|working) )?(?:day|week|month|year)(?:\(s\)|s)?\b"
_DURATION = re.compile(rf"(?:\[(?P<inside>[^\[\]]{{0,40}})\]|(?P<line>_{{2,}}))\s+(?P<unit>{_UNIT})", re.IGNORECASE)
_BLANK = re.compile(
    r"\[(?P<inside>[^\[\]]{0,1500})\](?!\()|(?P<line>_{3,})|(?P<dots>\.{5,}|…{2,})|(?P<dot>[●■])|\{\{\s*(?P<moustache>[^{}\n]{1,80}?)\s*\}\}"
    r"|<<\s*(?P<angle>[^<>\n]{1,80}?)\s*>>|(?<![\w])(?P<xs>X{3,}|TBD|TBA|TBC|TODO|XX)(?![\w])"
)
_KEPT = re.compile(
    r"\s*(?:reserved|intentionally .*|sic|omitted|deleted|not used|\^.*|[a-z]{1,3}|[A-Z]|\d{1,2})\.?\s*", re.IGNORECASE
)
_ASKING = re.compile(
    r"\s*(?:please\s+)?(?:insert|enter|fill|add|specify|select|choose|list|describe|provide|state|include"
    r"|name|date|amount|number"
    r"|address|company|party|customer|supplier|client|provider|vendor|city|country|county|your|today|tbd|tba|tbc|e\.?g\b|i\.?e\b"
    r"|if applicable|the (?:name|date|amount|address)|to be|[●•_.…\s-]*$|x{2,}\s*$|\$?_)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\btoday['’]?s? date\b|\b(?:please|insert|enter|fill in|fill|add|specify|select|choose|provide|the|a|an|here|name of|blank"
    r"|text|value|i\.?e\.?.*|e\.?g\.?.*)\b|[\[\]_●•.…$%“”\"]",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:^|[.;,\n]\s*|\|\s*)([A-Z][\w &/’'-]{1,50}?)\s*:\s*[$€£*“\"]?$")
_TERM = re.compile(
    r"[“\"]([A-Z][\w &/’'-]{1,60}?)[”\"](?: (?:or|and) [“\"][^”\"]+[”\"])? (?:means|is|shall mean|are)\b[^.]{0,80}$"
)
#: A bracket with this many words inside a longer paragraph is a provision that may be left out.
_PROVISION = 9
#: Alternatives in a bracket: at least so many, each at most so many words.
_ALTERNATIVES = 2
_LONG = 6


class _About(NamedTuple):
    """What a blank is about: the heading it stands under, what the form says about filling it in, its line."""

    label: str
    hint: str
    line: int


def fill_blanks(nodes: Sequence[Node], title: str, hint: str, fields: Fields, notes: list[str]) -> None:
    """Turns the blanks and boxes of a clause's paragraphs to fields and options; `title` and `hint` say what they are about."""
    _Filling(fields, notes).fill(nodes, title, hint)


class _Filling:
    """One form's blanks: the fields they become and the remarks about them."""

    def __init__(self, fields: Fields, notes: list[str]) -> None:
        self.fields = fields
        self.notes = notes

    def fill(self, nodes: Sequence[Node], title: str, hint: str) -> None:
        self.boxes(nodes, title, hint)
        for node in nodes:
            about = _About(text_of(node.title).strip(" .:") or title, node.hint or hint, node.line)
            node.runs = self.filled(node.runs, about)
            node.rows = tuple(
                tuple(
                    self.filled(cell, about._replace(label=_column(node.rows, row, at) or about.label))
                    for at, cell in enumerate(cells)
                )
                for row, cells in enumerate(node.rows)
            )
            self.fill(node.children, about.label, about.hint)

    def boxes(self, nodes: Sequence[Node], title: str, hint: str) -> None:
        """Paragraphs with boxes: one choice where one of several is ticked, else an option each."""
        at = 0
        while at < len(nodes):
            end = at
            while end < len(nodes) and nodes[end].checked is not None:
                end += 1
            group = nodes[at:end]
            if len(group) == 1 or sum(bool(node.checked) for node in group) > 1:
                for node in group:
                    self.box(node, title)
            elif group:
                self.choice(group, _asked(nodes, at) or title, hint)
            at = max(end, at + 1)

    def box(self, node: Node, title: str) -> None:
        label = " ".join(node.words.split()[:5])
        default = "true" if node.checked else "false"
        path = self.fields.own(label, kind=FieldType.BOOLEAN, default=default, help=f"{title}: {_short(node.words)}")
        node.option = self.fields.switch(name_of(path.removeprefix("fields.")), path)

    def choice(self, group: Sequence[Node], label: str, hint: str) -> None:
        names = _names([node.words for node in group])
        ticked = next((at for at, node in enumerate(group) if node.checked), 0)
        if not group[ticked].checked:
            self.notes.append(f'line {group[0].line}: no box of "{label}" is ticked; the first is the default')
        said = "; ".join(f"{name}: {_short(node.words)}" for name, node in zip(names, group, strict=True))
        path = self.fields.own(
            label, kind=FieldType.CHOICE, default=names[ticked], choices=tuple(names), help=f"{hint or label}. {said}"
        )
        for name, node in zip(names, group, strict=True):
            option = name_of(f"{path.removeprefix('fields.')} {name}")
            node.option = self.fields.switch(option, f"{path} = {name}")

    def filled(self, runs: Runs, about: _About) -> Runs:
        at = 0
        while (match := _next(searchable(runs), at)) is not None:
            start, end = match.span()
            text = text_of(runs)
            inside = match["inside"]
            if match.re is _DURATION:
                new = self.duration(match, text, about)
            elif inside is not None and (_KEPT.fullmatch(inside) or text[max(start - 1, 0) : start].isalpha()):
                if inside.strip(" .").casefold() in ("reserved", "omitted", "deleted"):
                    runs = put(runs, start, end, Run(inside.strip()))
                at = end
                continue
            elif inside is not None and _is_provision(inside, text):
                runs = self.provision(runs, start, end, about)
                at = start + 1
                continue
            else:
                new = self.blank(match, text, about)
            runs = put(runs, start, end, new)
            at = start + len(new.text)
        return runs

    def note(self, about: _About, words: str, path: str) -> None:
        default = f" (default {self.fields.defaults[path]})" if path in self.fields.defaults else ""
        self.notes.append(f'line {about.line}: "{" ".join(words.split())}" became {path}{default}')

    def duration(self, match: re.Match[str], text: str, about: _About) -> Run:
        """A blank before a unit of time, such as `[30] days`."""
        inside = (match["inside"] or "").strip()
        path = self.fields.for_label(_called(match, text, about.label), help=about.hint, kind=FieldType.DURATION)
        wanted = self.fields.find(path)
        value = stated_value(wanted, f"{inside} {match['unit']}") if wanted is not None and inside else None
        if value is not None:
            self.fields.defaults.setdefault(path, show_value(value))
        self.note(about, match[0], path)
        return Run(match[0], kind="field", target=f"{path} | words" if "(" in inside else path)

    def blank(self, match: re.Match[str], text: str, about: _About) -> Run:
        inside = (match["inside"] or "").strip()
        called = _called(match, text, about.label)
        asking = _ASKING.match(inside) is not None
        parts = tuple(part.strip() for part in re.split(r"\s*/\s*|\s+\bor\b\s+", inside)) if not asking else ()
        if _ALTERNATIVES <= len(set(parts)) == len(parts) and all(0 < len(part.split()) <= _LONG for part in parts):
            path = self.fields.own(called, kind=FieldType.CHOICE, default=parts[0], choices=parts, help=about.hint or called)
        else:
            help_ = ". ".join(part for part in (about.hint, inside if asking else "") if part)
            path = self.fields.for_label(called, help=help_, default="" if asking else inside)
        self.note(about, match[0], path)
        return Run(match[0], kind="field", target=path)

    def provision(self, runs: Runs, start: int, end: int, about: _About) -> Runs:
        """A bracketed provision as an option: the brackets become its markers."""
        words = text_of(runs)[start + 1 : end - 1]
        label = f"{about.label} {' '.join(words.split()[:3])}"
        help_ = f"Whether this stands in the contract: {_short(words)}"
        path = self.fields.own(label, kind=FieldType.BOOLEAN, default="true", help=help_)
        option = self.fields.switch(name_of(path.removeprefix("fields.")), path)
        self.note(about, f"[{words}]", path)
        runs = put(runs, end - 1, end, Run("]", kind="option", target="{/}"))
        return put(runs, start, start + 1, Run("[", kind="option", target=f"{{?{option}}}"))


def without_blanks(title: str) -> str:
    """A heading's words with what is to be filled in taken as words: a heading holds no field."""
    words = re.sub(
        r"\[\s*(?:(?:please )?(?:insert|enter|fill in|add|specify)\s+)?([^\[\]]*)\]", r"\1", title, flags=re.IGNORECASE
    )
    return " ".join(re.sub(r"[_●■]{2,}|[●■]", " ", words).split()).strip(" -–") or "Clause"


def _is_provision(inside: str, text: str) -> bool:
    """Whether a bracket holds a provision inside a longer paragraph, not a word to be put in."""
    count = len(inside.split())
    return count >= _PROVISION and len(text.split()) > count + 3 and not _ASKING.match(inside)


def _column(rows: tuple[tuple[Runs, ...], ...], row: int, at: int) -> str:
    """What a cell is about: the words at the head of its row, else of its column."""
    first = text_of(rows[row][0]).strip(" :") if at and rows[row] else ""
    return first or (text_of(rows[0][at]).strip(" :") if row and at < len(rows[0]) else "")


def _asked(nodes: Sequence[Node], at: int) -> str:
    """The words before a group of boxes, where they introduce it."""
    words = nodes[at - 1].words if at else ""
    return words.rstrip(" :") if words.endswith(":") and len(words.split()) <= _PROVISION else ""


def _short(words: str) -> str:
    found = words.split()
    return " ".join(found[:12]) + ("…" if len(found) > 12 else "")


def _names(texts: Sequence[str]) -> list[str]:
    """A short name for each of several texts, all different."""
    found: list[str] = []
    for text in texts:
        plain = " ".join(re.sub(r"\[[^\]]*\]", "", text).split()[:6])
        words = [word for word in name_of(plain).split("_") if len(word) > 2][:3]
        base = "-".join(words) or f"choice-{len(found) + 1}"
        found.append(base if base not in found else f"{base}-{len(found) + 1}")
    return found


def _next(text: str, at: int) -> re.Match[str] | None:
    found = [match for match in (_DURATION.search(text, at), _BLANK.search(text, at)) if match is not None]
    return min(found, key=lambda match: match.start()) if found else None


def _called(match: re.Match[str], text: str, label: str) -> str:
    """What a blank is about: the words before it, in it, or the heading it stands under."""
    before = text[: match.start()]
    if (named := _BEFORE.search(before)) is not None:
        return named[1]
    groups = match.groupdict()
    written = groups.get("moustache") or groups.get("angle")
    if written:
        return str(written).replace("_", " ").replace(".", " ")
    if (term := _TERM.search(before)) is not None:
        return term[1]
    inside = groups.get("inside") or ""
    if _ASKING.match(inside):
        words = " ".join(_GENERIC.sub(" ", inside).split())
        if 1 <= len(words.split()) <= _LONG and len(words) > 2:
            return words
    return label or " ".join(before.split()[-4:]) or "blank"
