"""Rows that are the same contract, or look so: one key twice, the same names and days, titles that differ in a letter."""

from collections.abc import Mapping

from clmctl.intake.paper.filing import bare_name
from clmctl.intake.register.reading import Entry
from clmctl.model.frozen import frozen
from clmctl.text.fields.values import show_value

#: So many rows of the same parties are held against a new one; beyond that a register lists one client's orders.
_MOST = 200
_NEAR = 92


@frozen
class Alike:
    """The row that came before, how nearly they are the same (1: the same key, nothing differs), and the columns that differ."""

    number: int
    likeness: float
    differing: tuple[str, ...] = ()
    same_key: bool = False


class Rows:
    """The rows gone through so far, by what tells them apart."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[int, Mapping[str, int]]] = {}
        self._parties: dict[str, list[tuple[int, str, str]]] = {}

    def look(self, entry: Entry) -> Alike | None:
        """The row that this one repeats or resembles most, if any; the row is remembered."""
        cells = {cell.column: hash(cell.value) for cell in entry.cells}  # words of ten thousand rows would fill the memory
        before = self._keys.get(entry.key)
        if before is not None:
            number, said = before
            differing = tuple(column for column in {**said, **cells} if said.get(column) != cells.get(column))
            return Alike(number, 1.0 - len(differing) / max(1, len({**said, **cells})), differing, same_key=True)
        self._keys[entry.key] = (entry.number, cells)
        return self._resembling(entry)

    def _resembling(self, entry: Entry) -> Alike | None:
        names = sorted({bare_name(name) for name in (entry.counterparty, *(party.legal_name for party in entry.parties)) if name})
        if not names:
            return None
        title = " ".join(str(entry.values.get("title", "")).casefold().split())
        days = "/".join(
            show_value(entry.values[path]) for path in ("dates.agreement", "dates.effective", "term.end") if path in entry.values
        )
        others = self._parties.setdefault("|".join(names), [])
        found: Alike | None = None
        if title or days:
            from rapidfuzz.fuzz import ratio

            for number, other, its_days in others[-_MOST:]:
                score = 100.0 if title == other else ratio(title, other)
                if its_days == days and score >= _NEAR and (found is None or score / 100 > found.likeness):
                    found = Alike(number, score / 100)
        others.append((entry.number, title, days))
        return found
