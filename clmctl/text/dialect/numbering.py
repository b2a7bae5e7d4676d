"""Numbers of clauses, sub-clauses and items, counted in the order they stand."""

from functools import lru_cache
from typing import NamedTuple


class Label(NamedTuple):
    """`number` is what prints before the block (`4.2`, `(a)`), `full` what a reference to it prints (`4.2(a)`)."""

    number: str
    full: str
    level: int


#: How an item prints by its level: 1 and 2 as part of the decimal number, then these; deeper items as the last.
_STYLES = ("alpha", "roman", "ALPHA", "arabic")


class Numbering:
    """Counts through one document. Ask in document order; numbers run on within their parent and never start over there.

    Levels: 1 `4`, 2 `4.1`, 3 `(a)`, 4 `(i)`, 5 `(A)`, 6 and deeper `(1)`. A clause is level 1, a sub-clause 2 or deeper
    (`4.1`, `4.1.1`). Items stand one level below the clause, but at `(a)` below a sub-clause; directly in a schedule they
    are its level 1. Before the first clause they are recitals: `(A)`, `(i)`, `(a)`. A clause that stands once per language
    has one number.
    """

    __slots__ = ("_anchors", "_clause", "_counts", "_floor", "_main", "_path", "_schedules", "_subs")

    def __init__(self, clause: int = 0) -> None:
        self._main: tuple[int, dict[str, int]] | None = None  # the count outside schedules, while in one
        self._schedules: dict[str, str] = {}
        self._clause = clause  # the last counted
        self._anchors: dict[str, int] = {}
        self._floor: int | None = None  # the level of a top item; None before the first clause
        self._counts: dict[tuple[str, int], int] = {}
        self._path: list[str] = []  # full labels of the open items by depth
        self._subs: list[str] = []  # full labels of the clause and the open sub-clauses

    def schedule(self, anchor: str, word: str, written: str) -> Label:
        """A schedule's label: the number it writes, else the next; clauses in it count from 1."""
        number = written or (self._schedules.get(anchor, "") if anchor else "")
        if not number:
            taken = set(self._schedules.values())
            number = next(str(n) for n in range(len(taken) + 1, 2 * len(taken) + 2) if str(n) not in taken)
        self._schedules[anchor or f"\0{len(self._schedules)}"] = number
        self._main = self._main or (self._clause, self._anchors)
        self._clause, self._anchors, self._floor = 0, {}, 1
        self._counts, self._path, self._subs = {}, [], []
        return Label(f"{word} {number}", number, 0)

    def title(self) -> None:
        """A title: recitals count from (A), and clauses go on where they were before any schedule."""
        if self._main is not None:
            self._clause, self._anchors = self._main
            self._main = None
        self._floor, self._counts, self._path, self._subs = None, {}, [], []

    def clause(self, anchor: str) -> Label:
        """A clause's label; in a second language the anchor has its number already."""
        number = self._anchors.get(anchor) if anchor else None
        if number is None:
            self._clause += 1
            number = self._clause
            if anchor:
                self._anchors[anchor] = number
        full = str(number)
        # Counts begin anew, so the items of a clause that stands once per language have the same numbers.
        self._floor, self._counts, self._path, self._subs = 2, {}, [], [full]
        return Label(full, full, 1)

    def subclause(self, hashes: int) -> Label:
        """A sub-clause's label: `4.1` for three hashes, `4.1.1` for four; without a number where it stands in no clause."""
        depth = hashes - 1
        del self._subs[depth - 1 :]
        if not self._subs:
            return Label("", "", depth)
        parent = self._subs[-1]
        full = f"{parent}.{self._next(parent, 2)}"
        self._subs.append(full)
        self._path = []
        self._floor = 3
        return Label(full, full, depth)

    def item(self, depth: int) -> Label:
        """The label of an item that `depth` numbered items hold, itself included."""
        del self._path[depth - 1 :]
        base = self._subs[-1] if self._subs else ""
        parent = self._path[-1] if self._path else base
        if self._floor is None:
            number = _recital(depth, self._next(parent, -depth))
            label = Label(number, f"{parent}{number}", depth)
        else:
            level = self._floor + depth - 1
            count = self._next_in_schedule() if level == 1 else self._next(parent, level)
            if level <= 2:
                number = f"{parent}.{count}" if parent else str(count)
                label = Label(number, number, level)
            else:
                number = f"({_styled(count, _STYLES[min(level - 3, 3)])})"
                label = Label(number, f"{parent}{number}", level)
        self._path.append(label.full)
        return label

    def _next_in_schedule(self) -> int:
        """The next number of an item directly in a schedule; its clauses share the count."""
        self._clause += 1
        return self._clause

    def _next(self, parent: str, level: int) -> int:
        key = (parent, level)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]


def _recital(depth: int, count: int) -> str:
    return f"({_styled(count, ('ALPHA', 'roman', 'alpha', 'arabic')[min(depth - 1, 3)])})"


@lru_cache(maxsize=512)
def _styled(count: int, style: str) -> str:
    """The count as a letter (`a` ... `z`, `aa` ...), a roman number or a figure."""
    if style == "arabic":
        return str(count)
    if style == "roman":
        return roman(count)
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters.upper() if style == "ALPHA" else letters


#: What Roman numerals are written with, the greatest first.
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(count: int) -> str:
    """The count in small roman numerals (`iv`)."""
    result = ""
    for value, sign in _ROMAN:
        result += sign * (count // value)
        count %= value
    return result


def roman_value(numeral: str) -> int:
    """The count that a well-formed Roman numeral says, in small letters or capitals."""
    count, rest = 0, numeral.lower()
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            count, rest = count + value, rest[len(sign) :]
    return count
