"""What a form's words already state of its terms: taken as defaults, and printed by placeholder where that prints the same."""

import re
from collections.abc import Iterable

from clmctl.intake.forms.fields import Fields, stated_value
from clmctl.intake.forms.nesting import Node
from clmctl.intake.forms.runs import Run, cut, put, searchable
from clmctl.text.dialect.filters import print_value

_SPAN = (
    r"(?P<v>(?:[A-Za-z]+(?:-[A-Za-z]+)? \(\d{1,3}\)|\d{1,3}|one|two|three|six|twelve)[ -]"
    r"(?:business |calendar )?(?:day|week|month|year)s?)"
)
_NOTICE = r"['’]?(?: (?:prior |written )*notice)? (?:prior to|before)"
_NAME = r"(?:[A-Z][\w.]*(?: (?:of|and|the) (?=[A-Z])| (?=[A-Z]))?)+"

#: Path and how forms state it. What stands as `v` is the value.
_STATED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (path, re.compile(pattern))
    for path, pattern in (
        (
            "renewal.notice",
            rf"renew[^.]{{0,220}}?(?:at least|more than)? {_SPAN}{_NOTICE} the (?:end|expir|then|start|renewal|date)",
        ),
        (
            "renewal.notice",
            rf"{_SPAN}{_NOTICE} [^.]{{0,60}}(?:renewal|the end of the (?:current|then|initial))",
        ),
        (
            "term.length",
            rf"(?:initial (?:term|period) of|continue for|in (?:effect|force) for|for an initial) (?:a \w+ of )?{_SPAN}",
        ),
        ("renewal.length", rf"renew[^.]{{0,80}}?(?:successive|additional|further|for)(?: (?:periods|terms) of)? {_SPAN}"),
        (
            "money.payment_terms",
            rf"(?:due|pay(?:able|ment)?|paid)[^.]{{0,80}}?within {_SPAN} (?:after|of|from|following)[^.]{{0,40}}?invoice",
        ),
        ("termination.cause.cure", rf"cure[^.]{{0,80}}?breach[^.]{{0,80}}?(?:within|following) {_SPAN}"),
        ("termination.convenience.notice", rf"(?:any or no reason|for convenience|without cause)[^.]{{0,60}}?{_SPAN}"),
        ("legal.governing_law", rf"governed by[^.]{{0,80}}?the laws? of (?:the State of |the )?(?P<v>{_NAME})"),
    )
)
_AUTOMATIC = re.compile(
    r"automatic(?:ally)? renew|renews? automatically|auto-?renew|will renew for (?:successive|additional|further)", re.IGNORECASE
)
_UNTIL = re.compile(r"continues? (?:in (?:effect|force) )?until (?:it is )?terminated", re.IGNORECASE)


def take_stated(nodes: Iterable[Node], fields: Fields, notes: list[str]) -> None:
    """Takes what paragraphs state as defaults of the built-in fields; a placeholder stands where it prints the same words."""
    for top in nodes:
        for node in top.walk():
            for path, pattern in _STATED:
                match = pattern.search(searchable(node.runs))
                if match is not None:
                    _take(node, path, match, fields, notes)


def _take(node: Node, path: str, match: re.Match[str], fields: Fields, notes: list[str]) -> None:
    wanted = fields.find(path)
    words = match["v"]
    if any(run.kind == "variable" for run in cut(node.runs, *match.span("v"))) or re.search(
        r"governing|applicable|jurisdiction", words, re.IGNORECASE
    ):
        return
    value = (
        stated_value(wanted, words.replace("-", " ") if path != "legal.governing_law" else words) if wanted is not None else None
    )
    if value is None or not fields.state(path, value):
        return
    name = next((name for name in ("", "words") if print_value(value, filter=name) == words), None)
    if name is None:
        notes.append(f'line {node.line}: "{words}" stays as written; {path} has it as its default')
        return
    start, end = match.span("v")
    node.runs = put(node.runs, start, end, Run(words, kind="field", target=f"{path} | {name}" if name else path))
    notes.append(f'line {node.line}: "{words}" prints {path}')


def path_stated(text: str, start: int, end: int) -> str:
    """The built-in field of which a period standing there in a text would be the value, or an empty text."""
    for path, pattern in _STATED:
        if any(match.span("v") == (start, end) for match in pattern.finditer(text)):
            return path
    return ""


def how_it_renews(text: str) -> str:
    """The renewal type a form's words describe: auto-renew, evergreen, or an empty text where they are silent."""
    if _AUTOMATIC.search(text):
        return "auto-renew"
    return "evergreen" if _UNTIL.search(text) else ""
