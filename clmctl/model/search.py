"""Searching the words of everything: what is asked, what is searched, what is found."""

from typing import NamedTuple


class Search(NamedTuple):
    """What is looked for. `match` is the full-text expression (SQLite FTS5), every word of a person's in quotes.

    `clauses` are the clauses (anchors or library ids) it must stand in, `clients` whose contracts; empty for any.
    """

    match: str
    clauses: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()


class Passage(NamedTuple):
    """A stretch that is searched and found as one: a clause, what stands around the clauses, the fields of a contract.

    `clause` is what `clause:` finds it by, `line` the 1-based line it begins on in its file, `words` what it prints.
    """

    clause: str
    heading: str
    line: int
    words: str


class Found(NamedTuple):
    """A passage that was found in the file of a blob: the best come first. `words` is what it prints, with its marks."""

    blob: str
    clause: str
    heading: str
    line: int
    number: int
    words: str = ""


class Hit(NamedTuple):
    """A place found: in which contract (empty: in the library), where, under which heading, and the words around it.

    In `snippet` the words found stand between U+2402 and U+2403.
    """

    contract: str
    client: str
    path: str
    line: int
    clause: str
    heading: str
    snippet: str


#: What stands before and after the words found in a snippet: signs that no contract prints.
OPEN, CLOSE = "\u2402", "\u2403"
