"""The names a condition may use: fields and other columns by path, alias or last name, and named conditions."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from clmctl.expression.error import ExpressionError, did_you_mean, quoted
from clmctl.expression.tree import Name, Part
from clmctl.model.columns import all_columns
from clmctl.model.field import Catalogue
from clmctl.model.question import Column


class Names:
    """Columns and named conditions, and the currency that an amount without one is in (empty: none is assumed).

    A name means, in this order: the column of that path; the column whose path is that in other letters' case; every
    column that has it as its last name or alias, as `Catalogue.find` has it. Money fields also have the parts `.amount`
    and `.currency`.
    """

    __slots__ = ("_by_name", "_by_path", "columns", "conditions", "currency")

    def __init__(
        self, columns: Iterable[Column], conditions: Mapping[str, str] = MappingProxyType({}), currency: str = ""
    ) -> None:
        self.columns: tuple[Column, ...] = tuple(columns)
        self.conditions = conditions
        self.currency = currency
        self._by_path = {column.name: column for column in self.columns}
        by_name: dict[str, list[Column]] = {}
        for column in self.columns:
            for name in {column.name.casefold(), column.name.rpartition(".")[2].casefold(), *map(str.casefold, column.aliases)}:
                by_name.setdefault(name, []).append(column)
        self._by_name = {name: tuple(found) for name, found in by_name.items()}

    def find(self, name: str) -> tuple[Column, ...]:
        """Every column the name may mean, without its parts; none where there is no such column."""
        if (exact := self._by_path.get(name)) is not None:
            return (exact,)
        found = self._by_name.get(name.casefold(), ())
        same = tuple(column for column in found if column.name.casefold() == name.casefold())
        return same or found

    def resolve(self, name: Name, source: str, hint: str = "") -> Name:
        """The name with its column. ExpressionError where it means none or several, with what it may have meant or `hint`."""
        found = self.find(name.full)
        if len(found) == 1:
            return Name(found[0].name, name.place, "", found[0])
        stem, _, last = name.full.rpartition(".")
        part: Part = "amount" if last.casefold() == "amount" else "currency" if last.casefold() == "currency" else ""
        if not found and stem and part:
            found = tuple(column for column in self.find(stem) if column.type == "money")
            if len(found) == 1:
                return Name(found[0].name, name.place, part, part_of(found[0], part))
        if found:
            candidates = " or ".join(f"{column.name}.{part}" if part else column.name for column in found)
            raise ExpressionError(
                f"{quoted(name.full)} may mean {candidates}", source=source, column=name.place, hint="write the whole name"
            )
        raise ExpressionError(
            f"there is no field {quoted(name.full)}",
            source=source,
            column=name.place,
            hint=did_you_mean(name.full, self.known()) or hint or "list the fields with: clmctl explain fields",
        )

    def known(self) -> tuple[str, ...]:
        """Everything that may be written where a field is expected, for a suggestion."""
        money = [f"{column.name}.{part}" for column in self.columns if column.type == "money" for part in ("amount", "currency")]
        short = [name for name, found in self._by_name.items() if len(found) == 1]
        return (*short, *money, *self._by_path, *self.conditions)


def part_of(money: Column, part: Part) -> Column:
    """The column of a part of a money column: its bare amount, or its currency code."""
    if part == "amount":
        return Column(f"{money.name}.amount", "number", money.sql, money.help)
    if part == "currency":
        return Column(f"{money.name}.currency", "choice", f"{money.sql}_currency", money.help)
    return money


def names_of(catalogue: Catalogue, conditions: Mapping[str, str] = MappingProxyType({}), currency: str = "") -> Names:
    """The names of a workspace: everything computed, its catalogue and its named conditions."""
    return Names(all_columns(catalogue), conditions, currency)
