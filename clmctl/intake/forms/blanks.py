"""Blanks of a form: what a person fills in, chooses or ticks, turned to fields and options."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clmctl.intake.forms.fields import Fields, name_of, stated_value
from clmctl.intake.forms.nesting import Node
from clmctl.intake.forms.outline import Section
from clmctl.intake.forms.runs import Run, Runs, put, searchable, text_of
from clmctl.intake.forms.stated import path_stated
from clmctl.model.field import FieldType
from clmctl.text.fields.values import show_value

_UNIT = r"(?:(?:business|calendar|working) )?(?:day|week|month|year)(?:\(s\)|s)?\b"
_DURATION = re.compile(rf"(?:\[(?P<inside>[^\[\]]{{0,40}})\]|(?P<line>_{{2,}}))\s+(?P<unit>{_UNIT})", re.IGNORECASE)
_PERCENT = re.compile(r"(?:\[(?P<inside>[^\[\]]{0,40})\]|(?P<line>_{2,}))\s*(?:%|per ?cent\b)", re.IGNORECASE)
_BLANK = re.compile(
    r"\[(?P<inside>[^\[\]]{0,1500})\](?!\()|(?P<line>_{3,})|(?P<dots>\.{5,}|…{2,})|(?P<dot>[●■]|\?{3,})|\{\{\s*(?P<moustache>[^{}\n]{1,80}?)\s*\}\}"
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
#: Words that say what kind of thing a blank holds, not which.
_VAGUE = re.compile(
    r"(?:amount|date|name|number|address|city|country|county|state|percentage|period|title|description|party|company|figure)?s?",
    re.IGNORECASE,
)
#: Words in a blank that name it: `[Paying Party]`.
_NAMING = re.compile(r"[A-Z][\w'’]*(?: (?:(?:of|the|and|for) )?[A-Z][\w'’]*){1,3}")
_BEFORE = re.compile(r"(?:^|[.;,\n]\s*|\|\s*)([A-Z][\w &/’'-]{1,50}?)\s*:\s*[$€£*“\"]?$")
_TERM = re.compile(
    r"[“\"]([A-Z][\w &/’'-]{1,60}?)[”\"](?: (?:or|and) [“\"][^”\"]+[”\"])? (?:means|is|shall mean|are)\b[^.]{0,80}$"
)
#: Words before a blank that say which built-in field it is.
_CONTEXT = tuple(
    (re.compile(pattern, re.IGNORECASE), path)
    for pattern, path in (
        (r"\blaws? of (?:the )?(?:(?:state|country|commonwealth) of )?$", "legal.governing_law"),
        (r"\bcourts? (?:of|in|for|located in|sitting in) (?:the )?(?:(?:city|state|county) of )?$", "legal.venue"),
        (r"\beffective (?:as of|on|from)(?: the)? $|\b(?:takes effect|starts|commences|begins) on(?: the)? $", "dates.effective"),
        (r"\b(?:dated|made|entered into|executed)(?: as of| on)?(?: the)? $", "dates.agreement"),
    )
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
    cell: bool = False


def fill_blanks(section: Section, fields: Fields, notes: list[str]) -> None:
    """Turns the blanks and boxes of a clause's paragraphs to fields and options."""
    _Filling(fields, notes).fill(section.nodes, section.title, section.hint)


def fill_outside(nodes: Sequence[Node], title: str, fields: Fields, notes: list[str]) -> None:
    """Turns the blanks of paragraphs that stand in no clause to fields; boxes stay as signs, for options need a clause."""
    for node in (found for top in nodes for found in top.walk() if found.checked is not None):
        node.runs = (Run("☒ " if node.checked else "☐ "), *node.runs)
        node.checked = None
    _Filling(fields, notes, optional=False).fill(nodes, title, "")


class _Filling:
    """One form's blanks: the fields they become and the remarks about them."""

    def __init__(self, fields: Fields, notes: list[str], *, optional: bool = True) -> None:
        self.fields = fields
        self.optional = optional
        self.notes = notes

    def fill(self, nodes: Sequence[Node], title: str, hint: str) -> None:
        self.boxes(nodes, title, hint)
        for node in nodes:
            about = _About(text_of(node.title).strip(" .:") or title, node.hint or hint, node.line)
            if node.kind == "subclause":
                node.title = self.plain_title(node)
            else:
                node.title = self.filled(node.title, about)
            node.runs = self.filled(node.runs, about)
            node.rows = tuple(
                tuple(
                    self.filled(cell, about._replace(label=_column(node.rows, row, at) or about.label, cell=True))
                    for at, cell in enumerate(cells)
                )
                for row, cells in enumerate(node.rows)
            )
            self.fill(node.children, about.label, about.hint)

    def plain_title(self, node: Node) -> Runs:
        """A heading without blanks: it holds no field."""
        title = text_of(node.title)
        plain = without_blanks(title)
        if plain == " ".join(title.split()):
            return node.title
        self.notes.append(f'line {node.line}: the heading "{title}" became "{plain}"')
        return (Run(plain),)

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
            elif match.re is _PERCENT:
                new = self.percent(match, text, about)
            elif inside is not None and (_KEPT.fullmatch(inside) or text[max(start - 1, 0) : start].isalpha()):
                if inside.strip(" .").casefold() in ("reserved", "omitted", "deleted"):
                    runs = put(runs, start, end, Run(inside.strip()))
                at = end
                continue
            elif inside is not None and self.optional and _is_provision(inside, text):
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
        start = match.start()
        meant = path_stated(f"{text[:start]}30 days{text[match.end() :]}", start, start + len("30 days"))
        called = _called(match, text, about)
        path = meant and self.fields.ask(meant)
        path = path or self.fields.for_label(called.label, help=about.hint, kind=FieldType.DURATION, shared=called.shared)
        wanted = self.fields.find(path)
        value = stated_value(wanted, f"{inside} {match['unit']}") if wanted is not None and inside else None
        if value is not None:
            self.fields.defaults.setdefault(path, show_value(value))
        self.note(about, match[0], path)
        return Run(match[0], kind="field", target=f"{path} | words" if "(" in inside else path)

    def percent(self, match: re.Match[str], text: str, about: _About) -> Run:
        """A blank before a percent sign, such as `[5]%`."""
        called = _called(match, text, about)
        path = self.fields.own(called.label, kind=FieldType.PERCENT, help=about.hint, shared=called.shared)
        wanted = self.fields.find(path)
        value = stated_value(wanted, f"{(match['inside'] or '').strip()}%") if wanted is not None else None
        if value is not None:
            self.fields.defaults.setdefault(path, show_value(value))
        self.note(about, match[0], path)
        return Run(match[0], kind="field", target=path)

    def blank(self, match: re.Match[str], text: str, about: _About) -> Run:
        inside = (match["inside"] or "").strip()
        called = _called(match, text, about)
        asking = _ASKING.match(inside) is not None or (_NAMING.fullmatch(inside) is not None and not _placed(match, text))
        parts = tuple(part.strip() for part in re.split(r"\s*/\s*|\s+\bor\b\s+", inside)) if not asking else ()
        default = "" if asking else inside
        before = text[: match.start()]
        help_ = ". ".join(part for part in (about.hint, inside if asking else "") if part)
        meant = _placed(match, text) or self.fields.party(inside)
        wanted = self.fields.find(meant) if meant else None
        if wanted is not None:
            value = stated_value(wanted, parts[0] if parts else default) if default and not meant.startswith("parties.") else None
            path = self.fields.ask(meant, show_value(value) if value is not None else "")
        elif before.endswith(("$", "€", "£", "US$")):
            path = self.fields.own(called.label, help=help_, default=default, shared=called.shared)
        elif _ALTERNATIVES <= len(set(parts)) == len(parts) and all(0 < len(part.split()) <= _LONG for part in parts):
            path = self.fields.own(
                called.label, kind=FieldType.CHOICE, default=parts[0], choices=parts, help=about.hint or called.label
            )
        else:
            path = self.fields.for_label(called.label, help=help_, default=default, shared=called.shared)
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
    return " ".join(re.sub(r"[_●■]{2,}|[●■]|\?{3,}|\b(?:X{2,}|TB[DAC]|TODO)\b", " ", words).split()).strip(" -–") or "Clause"


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
    found = [match for match in (pattern.search(text, at) for pattern in (_DURATION, _PERCENT, _BLANK)) if match is not None]
    return min(found, key=lambda match: match.start()) if found else None


def _placed(match: re.Match[str], text: str) -> str:
    """The built-in field that the words before a blank tell of, or an empty text."""
    before = text[: match.start()]
    return next((path for pattern, path in _CONTEXT if pattern.search(before)), "")


class _Called(NamedTuple):
    """What a blank is called, and whether every blank of that name is the same one."""

    label: str
    shared: bool


def _called(match: re.Match[str], text: str, about: _About) -> _Called:
    """What a blank is about: the words before it, in it, or the heading it stands under."""
    before = text[: match.start()]
    if (named := _BEFORE.search(before)) is not None:
        return _Called(named[1], shared=True)
    groups = match.groupdict()
    written = groups.get("moustache") or groups.get("angle")
    if written:
        return _Called(str(written).replace("_", " ").replace(".", " "), shared=True)
    if about.cell:
        return _Called(about.label, shared=False)
    if (term := _TERM.search(before)) is not None:
        return _Called(term[1], shared=True)
    inside = groups.get("inside") or ""
    if _ASKING.match(inside):
        words = " ".join(_GENERIC.sub(" ", inside).split())
        if _VAGUE.fullmatch(words):
            return _Called(f"{about.label} {words}", shared=False)
        if 1 <= len(words.split()) <= _LONG and len(words) > 2:
            return _Called(words, shared=True)
    elif _NAMING.fullmatch(inside):
        return _Called(inside, shared=True)
    return _Called(about.label or " ".join(before.split()[-4:]) or "blank", shared=False)
