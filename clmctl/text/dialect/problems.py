"""What stands in a text that the dialect does not hold, leads nowhere, or could be read in two ways."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from clmctl.model.block import Section
from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.text.dialect.headings import parts
from clmctl.text.dialect.options import MARKER, expand, marker_problems
from clmctl.text.dialect.pieces import tidy
from clmctl.text.dialect.placeholders import find_placeholders, placeholder_problem
from clmctl.text.dialect.refused import Facts, Pointer, Problem, facts, line_at, refused

_NAMES = {"RF401": "broken-reference", "RF403": "ambiguous-target", "SX005": "stray-template-syntax"}


def problems(
    text: str,
    *,
    path: str = "",
    first_line: int = 1,
    options: Collection[str] | None = None,
    whole: bool = True,
    cut: Sequence[Section] = (),
) -> tuple[Finding, ...]:
    """What is wrong with a text as such, in its order: a finding for each place.

    SX005 is what the dialect refuses, RF401 a reference to nowhere, RF403 an anchor that two places bear. `path` and
    `first_line` place the text in its file. `options` are the names a variant of the library declares; None for a
    contract, where options are resolved and any marker is a finding. With `whole` false the text is one clause, whose
    references may lead out of it. `cut` are the parts of the text, where the caller has them.
    """
    given, text = text, tidy(text)
    bare = text if options is None else MARKER.sub("", text)
    looked = [(part, facts(part.typed)) for part in (cut if cut and bare == given else parts(bare))]
    found: list[tuple[Problem, str]] = []
    if options is not None:
        found += [(problem, "") for problem in _option_problems(text, options)]
    for part, known in looked:
        if known.problems:
            clause = part.anchor if part.kind == "clause" else ""
            found += [(problem._replace(line=problem.line + part.line - 1), clause) for problem in known.problems]
    if not whole or not _well_led(looked):
        marks = list(_marks(looked, whole=whole))
        doubled = list(_doubled(marks, first_line))
        if doubled and options is not None:
            always = _always_doubled(text, options, whole=whole)
            doubled = [(problem, clause) for problem, clause in doubled if problem.subject in always]
        found += doubled
        found += _unled(looked, marks, first_line, whole=whole)
    found += _misplaced_headings(looked)
    return tuple(
        Finding(
            problem.code,
            _NAMES[problem.code],
            "error",
            Place(path, problem.line + first_line - 1, problem.column),
            problem.message,
            problem.hint,
            clause=clause,
            subject=problem.subject,
        )
        for problem, clause in sorted(dict.fromkeys(found))
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
            source = placeholder.source.strip()
            place = Place(path, line + first_line - 1)
            message = f"{{{{ {source} }}}}: {wrong[0]}."
            found.append(Finding("SX005", _NAMES["SX005"], "error", place, message, wrong[1], subject=source))
    return tuple(found)


def _option_problems(text: str, options: Collection[str]) -> Iterator[Problem]:
    for line, column, message in marker_problems(text):
        yield refused(line, f"{message[0].upper()}{message[1:]}.", "An option is {?name}text{/}.", message, column=column)
    for match in MARKER.finditer(text):
        if match[2] and match[2] not in options:
            declared = f"The options declared are {', '.join(options)}." if options else ""
            hint = declared or "Declare it under `options:` in the front matter."
            yield refused(line_at(text, match.start()), f"The option `{match[2]}` is not declared.", hint, match[2])


def _well_led(looked: list[tuple[Section, Facts]]) -> bool:
    """Whether it shows at once that every anchor of a whole text stands once and every reference leads to a number."""
    anchors: list[str] = []
    pointers: list[Pointer] = []
    for part, known in looked:
        _, targets, leads, _, numbered, below = known
        if not numbered:
            return False
        if part.kind in ("clause", "schedule"):
            anchors.append(part.anchor)
            anchors += below
        else:
            anchors += [target.anchor for target in targets]
        pointers += leads
    there = set(anchors)
    return len(there) == len(anchors) and there.issuperset([anchor for _, anchor, _ in pointers])


class _Mark(NamedTuple):
    """An anchor where it stands in the whole text."""

    anchor: str
    lang: str
    line: int
    numbered: bool
    clause: str


def _marks(looked: list[tuple[Section, Facts]], *, whole: bool) -> Iterator[_Mark]:
    """Every anchor of the text. A clause of the library (`whole` false) has its own only once it stands in a contract."""
    for part, known in looked:
        clause = part.anchor if part.kind == "clause" else ""
        own = part.kind in ("clause", "schedule")
        if own and (whole or part.kind == "schedule"):
            yield _Mark(part.anchor, part.lang, part.line, numbered=True, clause=clause)
        for target in known.targets:
            if not (own and target.line == 1):
                yield _Mark(target.anchor, part.lang, target.line + part.line - 1, target.numbered, clause)


def _doubled(marks: list[_Mark], first_line: int = 1) -> Iterator[tuple[Problem, str]]:
    seen: dict[tuple[str, str], _Mark] = {}
    for mark in marks:
        first = seen.setdefault((mark.anchor, mark.lang), mark)
        if first is not mark:
            message = f"#{mark.anchor} stands in line {first.line + first_line - 1} already: a reference to it means two things."
            hint = f"Make one of them {{#{mark.anchor}-2}}; a heading in another language says {{#{mark.anchor} lang=de}}."
            yield refused(mark.line, message, hint, mark.anchor, code="RF403"), mark.clause


def _always_doubled(text: str, options: Collection[str], *, whole: bool) -> frozenset[str]:
    """Anchors that stand twice with all options on or with all off: `{?x}` and `{?!x}` may bear one anchor."""
    found: set[str] = set()
    for on in (True, False):
        expanded = expand(text, dict.fromkeys(options, on))
        looked = [(part, facts(expanded[part.start : part.end])) for part in parts(expanded)]
        found |= {problem.subject for problem, _ in _doubled(list(_marks(looked, whole=whole)))}
    return frozenset(found)


def _unled(
    looked: list[tuple[Section, Facts]], marks: list[_Mark], first_line: int, *, whole: bool
) -> Iterator[tuple[Problem, str]]:
    """References that lead nowhere, or to a place without a number."""
    known: Mapping[str, _Mark] = {mark.anchor: mark for mark in reversed(marks)}
    unled = 0
    for part, held in looked:
        clause = part.anchor if part.kind == "clause" else ""
        for word, anchor, line in held.pointers:
            target = known.get(anchor)
            if target is None and whole:
                message = f"[{word}](#{anchor}) leads nowhere."
                unled += 1
                hint = _near(anchor, known if unled <= _NEAREST else ())
                yield refused(line + part.line - 1, message, hint, anchor, code="RF401"), clause
            elif target is not None and not target.numbered:
                message = f"[{word}](#{anchor}) leads to a place without a number (line {target.line + first_line - 1})."
                hint = "Refer to a clause, sub-clause, schedule or numbered item."
                yield refused(line + part.line - 1, message, hint, anchor, code="RF401"), clause


_NEAREST = 20  # for so many references is the nearest anchor looked for


def _near(anchor: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - nine milliseconds that only a mistake should cost

    near = get_close_matches(anchor, list(known), 1)
    return f"Did you mean #{near[0]}?" if near else f"Write {{#{anchor}}} at the heading or item it is meant for."


def _misplaced_headings(looked: list[tuple[Section, Facts]]) -> Iterator[tuple[Problem, str]]:
    """A second title before the clauses, and sub-clauses that stand in no clause."""
    titles: set[str] = set()
    for part, known in looked:
        kind = part.kind
        if kind == "preamble" and part.title:
            if part.lang in titles:
                hint = "Begin a schedule with # Schedule, a clause with ##."
                yield refused(part.line, "The contract has a title already.", hint, "title"), ""
            titles.add(part.lang)
        for line in known.loose if kind != "other" else ():
            yield refused(line + part.line - 1, "A sub-clause stands in no clause.", "Write ## for a clause.", "subclause"), ""
