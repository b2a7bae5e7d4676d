"""What a person types to search, read into a full-text expression."""

import re
from collections.abc import Iterator

from clmctl.errors import UsageError
from clmctl.model.search import Search

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<minus>-)?(?P<key>[a-z]+):(?P<value>"[^"]*"|\S+)
    | (?P<not>-)?(?P<phrase>"[^"]*")(?P<start>\*)?
    | (?P<near>NEAR(?:/(?P<within>\d{1,3}))?)(?=\s|$)
    | (?P<word>[^\s"]+)
    )""",
    re.VERBOSE,
)
_WORDS = re.compile(r"\w+", re.UNICODE)
_NEAR = 10
_LONGEST = 2_000


def read_search(typed: str) -> Search:
    """What is looked for: `word`, `"a phrase"`, `begin*`, `a NEAR/5 b`, `a OR b`, `-without`, `clause:fees`, `client:lark`.

    Words stand together (and). Whatever else is typed is looked for as words: nothing of it is ever read as an expression.
    UsageError where nothing to look for is left, or an operator lacks a side.
    """
    if len(typed) > _LONGEST:
        raise UsageError(f"A search has at most {_LONGEST} characters.", hint="Look for a phrase of it.")
    clauses: list[str] = []
    clients: list[str] = []
    wanted: list[str] = []  # terms and OR, in order
    unwanted: list[str] = []
    near: int | None = None
    for match in _tokens(typed):
        if match["near"]:
            if not wanted or wanted[-1] == "OR":
                raise _lacks(match["near"])
            near = int(match["within"] or _NEAR)
            continue
        if match["key"] in ("clause", "client") and not match["minus"]:
            (clauses if match["key"] == "clause" else clients).append(match["value"].strip('"').lstrip("#"))
            continue
        if match["word"] == "OR":
            if not wanted or wanted[-1] == "OR":
                raise _lacks("OR")
            wanted.append("OR")
            continue
        term, without = _term(match)
        if not term:
            continue
        if without:
            unwanted.append(term)
        elif near is not None:
            wanted[-1] = f"NEAR({wanted[-1]} {term}, {near})"
            near = None
        else:
            wanted.append(term)
    if near is not None or (wanted and wanted[-1] == "OR"):
        raise _lacks("NEAR" if near is not None else "OR")
    if not wanted:
        raise UsageError(
            "There is nothing to search for." if not unwanted else "A search needs a word that stands in the text.",
            hint='Write words, "a phrase", begin*, a NEAR/5 b, a OR b, -without, clause:fees, client:lark.',
        )
    found = " AND ".join(f"({' OR '.join(group)})" for group in _groups(wanted))
    return Search("".join([found, *(f" NOT {term}" for term in unwanted)]), tuple(clauses), tuple(clients))


def _tokens(typed: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(typed):
        match = _TOKEN.match(typed, at)
        if match is None:  # a quotation mark that is not closed: the rest is words
            at += 1
            continue
        yield match
        at = match.end()


def _term(match: re.Match[str]) -> tuple[str, bool]:
    """(the term in quotes, whether it must not stand there); empty where it holds no word."""
    typed = match["phrase"] or match["word"] or f"{match['key']} {match['value']}"
    without = bool(match["not"] or match["minus"])
    if match["word"] and typed.startswith("-") and len(typed) > 1:
        typed, without = typed[1:], True
    words = _WORDS.findall(typed.replace("_", " "))
    if not words:
        return "", without
    begins = bool(match["start"]) or (bool(match["word"]) and typed.endswith("*"))
    return '"' + " ".join(words) + '"' + ("*" if begins else ""), without


def _groups(wanted: list[str]) -> Iterator[list[str]]:
    """Terms that stand together, each with what may stand in its place (OR)."""
    group: list[str] = []
    joins = False
    for term in wanted:
        if term == "OR":
            joins = True
        elif joins:
            group.append(term)
            joins = False
        else:
            if group:
                yield group
            group = [term]
    yield group


def _lacks(operator: str) -> UsageError:
    return UsageError(f"{operator} needs a word on each side.", hint=f"Write a {operator} b; in quotes it is a word.")
