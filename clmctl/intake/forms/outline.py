"""A form's outline: its title, what stands before the clauses, the clauses, its schedules, and what closes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clmctl.errors import Unreadable
from clmctl.intake.forms.nesting import Node, nest, unlabelled
from clmctl.intake.forms.reading import Part
from clmctl.intake.forms.runs import Run, Runs, cut, text_of, tidy
from clmctl.intake.labels import label_of
from clmctl.model.frozen import frozen
from clmctl.text.dialect.headings import schedule_name

_LICENCE = re.compile(
    r"free to use|licen[cs]ed under|under (?:the )?(?:CC|Creative|MIT|Apache)|creative ?commons|\bCC[ -]?(?:BY|0)"
    r"|©|\bcopyright\b|public domain",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(r"legal advice|publisher|learn more", re.IGNORECASE)
_SIGN_WORD = (
    r"(?:by|signature|signed(?: by)?|(?:print(?:ed)? )?name|title|date(?: signed)?|company|its|notice address|address|e-?mail)"
)
_SIGNATURE = re.compile(rf"{_SIGN_WORD}\s*:?[\s_.]*", re.IGNORECASE)
#: Lines to sign on, one after the other: `By: ____ Name: [name] Title:`.
_SIGN_LINES = re.compile(rf"(?:{_SIGN_WORD}\s*:\s*(?:[_.\s]|\[[^\[\]]*\])*)+", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 &,/’'()–-]{2,80}[.:](?:\s+|$)")
_LEAD = re.compile(r"(?P<title>[A-Z][\w’'/&,-]*(?: [\w’'/&,-]+){0,7})[.:]\s+(?=[A-Z“\"(])")
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
#: Fewer lines than this are no place to sign.
_LEAST_LINES = 3
#: A lead-in with more words than this is a sentence.
_LONGEST_TITLE = 14


@dataclass(slots=True)
class Section:
    """A clause of the form: its title, the number it types (0: none), its paragraphs, and the schedule it stands in."""

    title: str
    line: int
    value: int = 0
    shown: str = ""
    schedule: str = ""
    hint: str = ""
    nodes: list[Node] = field(default_factory=list)
    id: str = ""
    full: str = ""


@dataclass(slots=True)
class Outline:
    """The form in order: `intro` stands before the first clause, `closing` after the last, `notes` are remarks."""

    title: str
    intro: list[Node]
    sections: list[Section]
    closing: list[Node]
    signatures: bool
    notes: list[str]


@frozen
class _Start:
    """Where a clause begins: its title and the number before it, what is left of its paragraph, and how deep in lists."""

    title: Runs
    rest: Runs
    value: int
    shown: str
    depth: int


def outline(parts: Sequence[Part], name: str) -> Outline:
    """The outline of a form's parts. Unreadable where nothing in it begins a clause."""
    notes: list[str] = []
    body = list(parts)
    closing = _closing(body)
    signatures = _signatures(body, notes)
    title = ""
    first = next((part for part in body if part.kind == "heading"), None)
    if (
        first is not None
        and first is body[0]
        and (first.level == 1 or sum(p.kind == "heading" and p.level <= first.level for p in body) == 1)
    ):
        title = text_of(body.pop(0).runs)
    starts = _starts(body)
    if not starts and title and body:
        notes.append("the form has no headings: it is one clause")
        return Outline(title, [], [Section(title, 1, nodes=nest(body, 0, 0))], nest(closing, 0, 0), signatures, notes)
    if not starts:
        raise Unreadable(
            f"{name} has no clause: no headings, no numbered paragraphs, no bold lead-ins.",
            hint="Put a heading (## Payment) before each clause.",
            path=name,
        )
    begin = min(starts)
    intro = nest([_as_paragraph(part) for part in body[:begin]], 0, 0)
    sections = _sections(body, starts, notes)
    if sections and all(section.schedule for section in sections):
        for section in sections:  # a form that is a schedule itself
            section.schedule = ""
    if not sections:
        raise Unreadable(f"{name} has headings and no words under them.", hint="Give the form with its text.", path=name)
    return Outline(title or _title_by(body), intro, sections, nest(closing, 0, 0), signatures, notes)


def _as_paragraph(part: Part) -> Part:
    """A heading before the first clause as a bold paragraph."""
    if part.kind != "heading":
        return part
    return Part("paragraph", tuple(run._replace(bold=True) for run in part.runs), 0, part.line, hint=part.hint)


def _title_by(body: Sequence[Part]) -> str:
    for part in body[:4]:
        named = re.search(r"\b[Tt]his ((?:[A-Z][\w-]+ ){1,6}(?:Agreement|Terms|Addendum|Contract|Policy))\b", part.text)
        if named:
            return named[1]
    return ""


def _closing(body: list[Part]) -> list[Part]:
    """The licence and the publisher's remarks at the end, taken out of the body."""
    at = len(body)
    while (
        at > 1
        and body[at - 1].kind == "paragraph"
        and not body[at - 1].level
        and len(body[at - 1].text) < 1200
        and (_LICENCE.search(body[at - 1].text) or _DISCLAIMER.search(body[at - 1].text))
        and label_of(body[at - 1].text) is None
    ):
        at -= 1
    found = body[at:]
    if not any(_LICENCE.search(part.text) for part in found):
        return []
    del body[at:]
    return found


def _signatures(body: list[Part], notes: list[str]) -> bool:
    """Takes the places to sign out of the body, whether there were any; the contract prints its own."""
    for at in range(len(body) - 1, max(len(body) - 60, -1), -1):
        rows = body[at].rows
        if rows and sum(bool(row and _SIGNATURE.fullmatch(text_of(row[0]).strip() or "-")) for row in rows) >= 2:
            words = ", ".join(text_of(cell) for row in rows for cell in row if text_of(cell).strip())
            notes.append(f"line {body[at].line}: the table for signatures ({words}) became the contract's own signatures")
            del body[at]
            return True
    late = len(body) * 2 // 3
    lines = [at for at, part in enumerate(body) if at > late and part.kind == "paragraph" and _SIGN_LINES.fullmatch(part.text)]
    if sum(len(re.findall(r":", body[at].text)) for at in lines) < _LEAST_LINES:
        return False
    words = ", ".join(" ".join(body[at].text.split()) for at in lines)
    notes.append(f"line {body[lines[0]].line}: the lines for signatures ({words}) became the contract's own signatures")
    for at in reversed(lines):
        del body[at]
    return True


def _starts(body: Sequence[Part]) -> dict[int, _Start]:
    """Where clauses begin, by the strongest marks the form has: numbered headings, numbers, headings, bold lead-ins."""
    end = next(
        (at for at, part in enumerate(body) if part.kind == "heading" and part.level <= 2 and schedule_name(part.text)), len(body)
    )
    headings = [at for at, part in enumerate(body) if part.kind == "heading"]
    numbered_headings = [at for at in headings if at < end and _count(body[at])]
    if len(numbered_headings) >= 2 and [_count(body[at]) for at in numbered_headings][:2] == [1, 2]:
        level = min(body[at].level for at in numbered_headings)
        return {at: _start(body[at]) for at in headings if body[at].level <= level}
    for numbered in (
        [at for at in range(end) if body[at].kind == "item" and body[at].level == 1],
        [at for at in range(end) if body[at].kind == "paragraph" and not body[at].level and _count(body[at])],
    ):
        inside = [at for at in headings if numbered and numbered[0] < at < end]
        values = [_count(body[at]) for at in numbered]
        if len(values) >= 2 and values == list(range(1, len(values) + 1)) and (not inside or len(inside) * 2 < len(values)):
            later = [at for at in headings if at > numbered[0]]
            return {at: _start(body[at]) for at in sorted((*numbered, *later))}
    if headings:
        levels = sorted({body[at].level for at in headings})
        counts = {level: sum(body[at].level == level for at in headings) for level in levels}
        level = next((level for level in levels if counts[level] >= 2), levels[0])
        return {at: _start(body[at]) for at in headings if body[at].level <= level}
    led = [at for at, part in enumerate(body) if part.kind in ("paragraph", "item") and part.level <= 1 and lead_in(part.runs)[0]]
    return {at: _start(body[at]) for at in led} if len(led) >= 2 else {}


def _count(part: Part) -> int:
    """The number of a part that may be a clause: Markdown's, or the one typed; 0 for none."""
    if part.kind == "item":
        return part.number
    label = label_of(part.text, heading=part.kind == "heading")
    if label is None or (label.shown.startswith("(")):
        return 0
    meanings = dict(label.meanings)
    return meanings.get("arabic", meanings.get("ROMAN", 0) if part.kind == "heading" else 0)


def _start(part: Part) -> _Start:
    """A part as the beginning of a clause."""
    value = _count(part)
    if part.kind == "heading":
        runs, label = unlabelled(part.runs, heading=True) if value else (part.runs, None)
        return _Start(runs or part.runs, (), value, label.shown if label else "", 0)
    runs, shown = part.runs, f"{value}."
    if part.kind != "item" and value:
        runs, label = unlabelled(part.runs)
        shown = label.shown if label else ""
    title, rest = lead_in(runs, plain=True)
    return _Start(title, rest, value, shown, part.level)


def lead_in(runs: Runs, *, plain: bool = False) -> tuple[Runs, Runs]:
    """The heading inside a paragraph and what follows it; no heading where none is marked off.

    Marked off are a span of its own, bold words before a point or alone, capitals before a point; with `plain` also a few
    words with capital letters before a point.
    """
    kinds = [run.kind for run in runs]
    if kinds and kinds[0] == "title":
        end = next((at for at, kind in enumerate(kinds) if kind != "title"), len(kinds))
        return tidy(runs[:end]), tidy(runs[end:])
    text = text_of(runs)
    bold = 0
    for run in runs:
        if not run.bold or run.kind not in ("text", "variable"):
            break
        bold += len(run.text)
    head = text[:bold].strip()
    if head and head[0] not in "“\"„«'‘" and any(char.isalpha() for char in head):
        after = text[bold:]
        if (match := _LEAD.match(head)) is not None:
            return _off(runs, text.index(match["title"]) + len(match["title"]))
        if len(head.split()) <= _LONGEST_TITLE and (not after.strip() or after.lstrip()[0] in ".:–—-" or head[-1] in ".:–—-"):
            return _off(runs, bold)
        return (), runs
    if (match := _CAPITALS.match(text)) is not None:
        return _off(runs, match.end())
    if plain:
        match = _LEAD.match(text)
        if match is not None and all(
            word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in match["title"].split()
        ):
            return _off(runs, len(match["title"]))
        if len(text.split()) <= 8 and not text.endswith((";", ",")):
            return _off(runs, len(text))
    return (), runs


def _off(runs: Runs, at: int) -> tuple[Runs, Runs]:
    """The runs cut at a heading's end, the mark between them dropped."""
    rest = cut(runs, at)
    text = text_of(rest)
    skip = len(text) - len(text.lstrip(" .:–—-"))
    return tidy(cut(runs, 0, at)), tidy(cut(rest, skip))


def _sections(body: Sequence[Part], starts: dict[int, _Start], notes: list[str]) -> list[Section]:
    """The clauses; a heading without words of its own stands above the words of the clause after it."""
    found: list[Section] = []
    schedule = ""
    carried: list[Part] = []
    for at, end in pairwise([*sorted(starts), len(body)]):
        start, part, inside = starts[at], body[at], [*body[at + 1 : end]]
        words = " ".join(text_of(start.title).split()).rstrip(" .:")
        named = _schedule_named(part, words, schedule, found)
        if named:
            schedule = named
            if not inside:
                continue
            words = words or schedule
        if not words:
            words = _by_first_words(start.rest)
            notes.append(f'line {part.line}: the paragraph has no heading; the clause is called "{words}"')
        if start.rest:
            inside.insert(0, Part("paragraph", start.rest, start.depth, part.line, 0, part.indent, part.checked))
        nodes = nest([*carried, *inside], start.depth, start.value)
        carried = []
        if not nodes and start.value:
            nodes = [Node("paragraph", (Run(f"{words}."),), part.line)]
            notes.append(f'line {part.line}: the clause "{words}" has no words of its own')
        if nodes:
            found.append(Section(words, part.line, start.value, start.shown, schedule, part.hint, nodes))
            continue
        bold = Part("paragraph", tuple(run._replace(bold=True) for run in tidy(part.runs)), 0, part.line)
        if end < len(body):
            carried = [bold]
            notes.append(f'line {part.line}: the heading "{words}" has no words of its own and stands in the clause after it')
        elif found:
            found[-1].nodes += nest([bold], 0, 0)
    if found and carried:
        found[-1].nodes += nest(carried, 0, 0)
    return found


def _schedule_named(part: Part, words: str, schedule: str, found: Sequence[Section]) -> str:
    """The schedule that a heading begins, or whose title it is, right below its number; empty where it is neither."""
    if part.kind != "heading":
        return ""
    named = schedule_name(text_of(part.runs))
    if named is not None and named.number:
        return " ".join(part.text.split()).rstrip(" .:")
    begun = schedule and found and found[-1].schedule != schedule
    return f"{schedule} {words}" if begun and part.level == 1 and named is None else ""


def _by_first_words(runs: Runs) -> str:
    words = text_of(runs).split()
    return " ".join(words[:6]).rstrip(" .,;:") + ("…" if len(words) > 6 else "")
