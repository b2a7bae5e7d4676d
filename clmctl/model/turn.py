"""The history of contracts: one entry per commit and contract."""

from clmctl.model.frozen import frozen


@frozen
class Turn:
    """A commit that touched a contract, with its trailers read. `date` is ISO with the author's offset.

    `parents` are the nearest commits before it that touched the contract: two where it joined two sides. `decided` is what
    was decided then: (the place, `ours`, `theirs` or `own words`). `places` are the folders the contract may lie in there.
    """

    commit: str
    date: str
    author: str
    email: str
    title: str
    contract: str
    action: str = ""
    side: str = ""
    turn: str = ""
    clauses: tuple[str, ...] = ()
    reason: str = ""
    asked_by: str = ""
    traded_for: str = ""
    parents: tuple[str, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()


@frozen
class Commit:
    """One commit as a whole: its message read, the `paths` it changed against its first parent, sorted.

    `trailers` are (name, value) in order. `parents` is empty for the first commit. `places` are the folders a contract may lie
    in there, where the commit was looked up for one.
    """

    id: str
    parents: tuple[str, ...]
    date: str
    author: str
    email: str
    title: str
    trailers: tuple[tuple[str, str], ...] = ()
    paths: tuple[str, ...] = ()
    body: str = ""
    places: tuple[str, ...] = ()
