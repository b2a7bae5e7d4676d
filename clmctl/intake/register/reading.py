"""A row of a register read: the fields it states, its parties, and of every cell what became of it. Nothing is dropped."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from clmctl.intake.register.amounts import read_money, read_number, read_percent, read_truth
from clmctl.intake.register.days import figures_in, order_of, read_day
from clmctl.intake.register.mapping import RegisterMap, Target, plain
from clmctl.intake.register.parties import Named, read_parties
from clmctl.intake.register.spells import endless_type, read_period, read_renewal
from clmctl.intake.register.systems import rule_unit
from clmctl.intake.register.words import (
    read_choice,
    read_kind,
    read_language,
    read_law,
    read_person,
    read_renewal_type,
    read_stage,
    says_nothing,
)
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.frozen import frozen
from clmctl.model.person import Person
from clmctl.model.register import Sheet, SheetRow
from clmctl.model.value import Value
from clmctl.text.fields.values import parse_value, reader_of, show_value

State = Literal["read", "unread", "kept", "nothing"]
#: Types whose values have limits.
_MEASURED = (FieldType.DATE, FieldType.DURATION, FieldType.MONEY, FieldType.PERCENT, FieldType.INTEGER)
#: The longest text that is taken into a field; a longer one is kept beside the contract.
_LONGEST = 2_000
_SHOWN = 60
#: The year that systems without an empty date write for one.
_NEVER = 9999


@frozen
class Cell:
    """What became of one cell that holds something.

    `wrote` are the fields it gives, as typed back; `why` says of an unread one what is wrong and of a read one what it took;
    `hint` what to do.
    """

    column: str
    value: str
    field: str
    state: State
    wrote: tuple[tuple[str, str], ...] = ()
    why: str = ""
    hint: str = ""


@frozen
class Entry:
    """One row as read. `key` tells it from all others of its source; `number` is its place in the file."""

    number: int
    key: str
    values: Mapping[str, Value]
    parties: tuple[Named, ...]
    attributes: Mapping[str, str]
    counterparty: str
    ours: str
    client: str
    file: str
    cells: tuple[Cell, ...]

    @property
    def unread(self) -> tuple[Cell, ...]:
        """The cells that could not be read."""
        return tuple(cell for cell in self.cells if cell.state == "unread")


class Reader:
    """Reads the rows of one table by one mapping."""

    def __init__(
        self, mapping: RegisterMap, sheet: Sheet, catalogue: Catalogue, types: Sequence[str], people: Sequence[Person]
    ) -> None:
        """Looks through the dates of each column once: where some of them can be read in one way only, all are read so."""
        self.mapping, self.catalogue = mapping, catalogue
        self._types, self._people = types, people
        self._readers = {field.path: reader_of(field) for field in catalogue.fields if field.type in _MEASURED}
        at = {column: position for position, column in enumerate(sheet.columns)}
        self._at = at
        self._targets = _ordered(_with_orders(mapping.targets, sheet, at, catalogue))
        self._columns = {target.column: target for target in self._targets}
        self._constants = {path: self._given(path, text) for path, text in mapping.constants.items()}
        self._otherwise = {path: text for path, text in mapping.otherwise.items() if text not in catalogue.by_path}
        self._stand_ins = {path: text for path, text in mapping.otherwise.items() if text in catalogue.by_path}
        self._fallbacks = {path: self._given(path, text) for path, text in self._otherwise.items()}

    def order(self, column: str) -> str:
        """The order in which a column's dates in figures are read; empty where it is not known."""
        return self._columns[column].dates if column in self._columns else ""

    def is_money(self, field: str) -> bool:
        """Whether a field holds an amount."""
        found = self.catalogue.by_path.get(field)
        return found is not None and found.type is FieldType.MONEY

    def check(self, path: str, value: Value) -> None:
        """ValueError where the contract's file could not say the value: outside the field's limits, in no known currency."""
        if path in self._readers:
            self._readers[path](self.catalogue.by_path[path], show_value(value))

    def _given(self, path: str, text: str) -> Value:
        """A value that the mapping itself gives; ValueError where it is none of the field's."""
        field = self.catalogue.by_path.get(path)
        return text if field is None else parse_value(field, text)

    def read(self, row: SheetRow) -> Entry:
        """The row as fields, and every cell that holds something with what became of it."""
        work = _Row(self, row)
        for target in self._targets:
            work.take(target, row.cells[self._at[target.column]])
        return work.done(self._constants, self._fallbacks, self._stand_ins, self.mapping)

    def beside(self, row: SheetRow, column: str) -> str:
        """The words of another column of the same row."""
        return row.cells[self._at[column]] if column in self._at else ""

    def value(self, target: Target, field: Field, text: str, row: SheetRow) -> tuple[Value, str]:
        """The value of a field in a cell, and a remark. ValueError: what is wrong; after the first sentence, what to do."""
        unit = rule_unit(self.beside(row, target.unit_from)) if target.unit_from else target.unit
        currency = self.beside(row, target.currency_from).strip().upper() if target.currency_from else target.currency
        if field.path == "stage":
            return read_stage(text)
        if field.path == "type":
            return read_kind(text, self._types)
        if field.path == "renewal.type":
            return read_renewal_type(text)
        if field.path == "legal.governing_law":
            return read_law(text)
        if field.path == "languages":
            return read_language(text)
        kind = field.type
        if kind is FieldType.DATE:
            return read_day(text, target.dates)
        if kind is FieldType.DURATION:
            return read_period(text, unit)
        if kind is FieldType.MONEY:
            return read_money(text, currency if len(currency) == 3 else "", target.decimal)
        if kind is FieldType.PERCENT:
            return read_percent(text)
        if kind is FieldType.INTEGER:
            return read_number(text)
        if kind is FieldType.BOOLEAN:
            return read_truth(text)
        if kind is FieldType.PERSON:
            return read_person(text, self._people)
        if kind is FieldType.CHOICE and field.choices:
            return read_choice(field, text)
        if kind is FieldType.STRINGS:
            pieces = text.split(target.split) if target.split else text.replace("\n", ";").replace("|", ";").split(";")
            return parse_value(field, [piece.strip() for piece in pieces if piece.strip()]), ""
        return _text(field, text)


class _Row:
    """One row while it is read."""

    def __init__(self, reader: Reader, row: SheetRow) -> None:
        self.reader, self.row = reader, row
        self.values: dict[str, Value] = {}
        self.said: dict[str, Cell] = {}
        self.cells: dict[str, Cell] = {}
        self.parties: tuple[Named, ...] = ()
        self.attributes: dict[str, str] = {}
        self.plain: dict[str, str] = {}
        self.weak: dict[str, str] = {}

    def take(self, target: Target, text: str) -> None:
        """Reads one cell."""
        if not text:
            return
        meant = target.values.get(plain(text), text)
        of_renewal = target.field in ("renewal", "renewal.type") and meant.strip().casefold() == "none"  # that is an answer there
        if says_nothing(meant) and target.field != "keep" and meant == text and not of_renewal:
            self.cells[target.column] = Cell(target.column, text, target.field, "nothing")
            return
        try:
            wrote, why = self._read(target, meant.translate(_clean()))
        except ValueError as wrong:
            message, _, hint = str(wrong).partition(". ")
            self.cells[target.column] = Cell(target.column, text, target.field, "unread", (), message, _ended(hint))
            return
        state: State = "kept" if target.field == "keep" else "read"
        self.cells[target.column] = Cell(target.column, text, target.field, state, tuple(wrote.items()), why)

    def _read(self, target: Target, text: str) -> tuple[dict[str, str], str]:
        """The fields a cell gives, as typed back, and a remark."""
        name = target.field
        if name == "keep":
            return {}, ""
        if name in ("key", "client", "file", "counterparty", "ours", "id"):
            words = " ".join(text.split())
            if len(words) > 300:
                raise ValueError("is too long for a name. Keep the name alone in the cell")
            if name == "key" and "key" in self.plain:
                return {}, ""
            self.plain[name] = words
            return {name: words}, ""
        if name == "parties":
            self.parties, why = read_parties(text, target.split)
            return {"parties": "; ".join(party.shown() for party in self.parties)}, why
        if name.startswith("parties."):
            self.attributes[name] = " ".join(text.split())[:300]
            return {name: self.attributes[name]}, ""
        if name == "renewal":
            unit = rule_unit(self.reader.beside(self.row, target.unit_from)) if target.unit_from else target.unit
            renews = read_renewal(text, unit)
            return self._all(renews.values), renews.remark
        field = self.reader.catalogue.by_path[name]
        if name in ("term.end", "term.length") and (endless := endless_type(text)):
            self.weak.setdefault("renewal.type", endless)
            return {"renewal.type": endless}, "there is no end"
        if name == "renewal.type" and target.values.get(plain(text)) is None:
            return self._renewal_type(text, target)
        value, why = self.reader.value(target, field, text, self.row)
        if name == "term.end" and isinstance(value, date) and value.year == _NEVER:
            self.weak.setdefault("renewal.type", "perpetual")
            return {"renewal.type": "perpetual"}, f"the year {_NEVER} stands for no end"
        if name == "term.end" and isinstance(value, date):
            value, moved = self._last_day(value, target.end)
            why = "; ".join(part for part in (why, moved) if part)
        return self._all({name: value}), why

    def _renewal_type(self, text: str, target: Target) -> tuple[dict[str, str], str]:
        """A type of renewal; where the cell says a length too (`auto, 1 year`), that as well; yes is automatic, no is fixed."""
        try:
            return self._all({"renewal.type": read_renewal_type(text)[0]}), ""
        except ValueError:
            pass
        try:
            auto = read_truth(text)[0]
        except ValueError:
            renews = read_renewal(text, target.unit)
            if "renewal.type" not in renews.values:
                raise ValueError(
                    "is no type of renewal that is known. Say what it stands for under values: in the mapping"
                ) from None
            return self._all(renews.values), renews.remark
        return self._all({"renewal.type": "auto-renew" if auto else "fixed"}), "yes is auto-renew, no is fixed"

    def _last_day(self, end: date, convention: str) -> tuple[date, str]:
        """The last day of cover that an end date means, by the table's convention, and what was done to it."""
        if convention == "anniversary" and end > date.min:
            return end - timedelta(days=1), f"the day before {end}: the table's ends are the day after"
        if convention == "mixed":
            start = self.values.get("dates.effective") or self.values.get("dates.agreement")
            if isinstance(start, date) and end > start and (end.month, end.day) == (start.month, start.day):
                return end - timedelta(days=1), f"the day before {end}, the anniversary of {start}"
        return end, ""

    def _all(self, values: Mapping[str, Value]) -> dict[str, str]:
        """Notes values; ValueError where another column says something else of one of them."""
        wrote: dict[str, str] = {}
        for path, value in values.items():
            self.reader.check(path, value)
        for path, value in values.items():
            before = self.values.get(path)
            if path == "dates.signed" and isinstance(before, date) and isinstance(value, date):
                self.values[path] = max(before, value)
            elif before is not None and before != value:
                raise ValueError(
                    f"says {show_value(value)}, and another column says {show_value(before)} of {path}. Keep the one that counts"
                )
            else:
                self.values[path] = value
            wrote[path] = show_value(self.values[path])
        return wrote

    def done(
        self, constants: Mapping[str, Value], fallbacks: Mapping[str, Value], stand_ins: Mapping[str, str], mapping: RegisterMap
    ) -> Entry:
        """The entry, with what holds for every row."""
        self._endless()
        for path, value in constants.items():
            if path.startswith("parties."):
                self.attributes.setdefault(path, str(value))
            elif path == "id":
                continue
            else:
                self.values.setdefault(path, value)
        for path, other in stand_ins.items():
            if path not in self.values and other in self.values:
                with suppress(ValueError):
                    self._all({path: self.values[other]})
        for path, value in fallbacks.items():
            self.values.setdefault(path, value)
        cells = tuple(self.cells[column] for column in self.reader._at if column in self.cells)
        return Entry(
            number=self.row.number,
            key=self._key(mapping),
            values=MappingProxyType({**self.values, **({"id": self.plain["id"]} if "id" in self.plain else {})}),
            parties=self.parties,
            attributes=MappingProxyType(self.attributes),
            counterparty=self.plain.get("counterparty", ""),
            ours=self.plain.get("ours", ""),
            client=self.plain.get("client", ""),
            file=self.plain.get("file", ""),
            cells=cells,
        )

    def _endless(self) -> None:
        """Words of an end that say there is none give the type of renewal, unless the row says another."""
        ends = "term.end" in self.values or "term.length" in self.values
        if self.values.get("renewal.type") == "perpetual" and ends:
            self.values["renewal.type"] = "evergreen"
            for column, cell in self.cells.items():
                if ("renewal.type", "perpetual") in cell.wrote:
                    self.cells[column] = replace(
                        cell, wrote=(("renewal.type", "evergreen"),), why="after its end it goes on without one"
                    )
        for path, word in self.weak.items():
            self.values.setdefault(path, word)

    def _key(self, mapping: RegisterMap) -> str:
        """What tells the row from all others: its key or number, the name of its file, else the words that identify it."""
        for name in ("key", "id", "file"):
            if name in self.plain:
                return self.plain[name]
        parts = [self.plain.get("counterparty", ""), "; ".join(party.legal_name for party in self.parties)]
        for path in ("title", "type", "dates.agreement", "dates.effective"):
            parts.append(show_value(self.values[path]) if path in self.values and path not in mapping.constants else "")
        words = " / ".join(part for part in parts if part)
        return words if any(parts[:3]) else " / ".join(cell for cell in self.row.cells if cell)[:300]


def _ordered(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Ends after the dates they may be measured by, everything else as the table has it."""
    return tuple(sorted(targets, key=lambda target: target.field == "term.end"))


def _with_orders(targets: Iterable[Target], sheet: Sheet, at: Mapping[str, int], catalogue: Catalogue) -> list[Target]:
    """The targets, each column of dates with the order of its figures: as the mapping says, else as its own dates show."""
    found = list(targets)
    open_columns = {
        target.column: at[target.column]
        for target in found
        if not target.dates and (field := catalogue.by_path.get(target.field)) is not None and field.type is FieldType.DATE
    }
    if not open_columns:
        return found
    cells: dict[str, list[str]] = {column: [] for column in open_columns}
    for row in sheet.rows:
        for column, position in open_columns.items():
            if figures_in(row.cells[position]):
                cells[column].append(row.cells[position])
    orders = {column: order_of(dates) for column, dates in cells.items()}
    said = {order for order in orders.values() if order}
    common = said.pop() if len(said) == 1 else ""
    return [replace(target, dates=orders[target.column] or common) if target.column in orders else target for target in found]


@lru_cache(maxsize=1)
def _clean() -> Mapping[int, str]:
    """Control characters as blanks; tabs and line ends stay."""
    return dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF), " ")


def _text(field: Field, text: str) -> tuple[Value, str]:
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        raise ValueError(f"has {len(words):,} characters, too many for a field. It is kept with the contract")
    if field.path == "title" and len(words) > 200:
        return f"{words[:199]}…", "cut: a title has 200 characters at most"
    return parse_value(field, words), ""


def at_odds(entry: Entry) -> str:
    """What the dates of a row cannot mean together, in words; empty where they can."""
    start, end = entry.values.get("dates.effective"), entry.values.get("term.end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        return f"it ends on {end}, before it begins on {start}"
    if entry.values.get("renewal.type") == "auto-renew" and end is None and "term.length" not in entry.values:
        return "it renews by itself and no end is known to renew from"
    return ""


def _ended(hint: str) -> str:
    """A hint as a sentence."""
    return f"{hint.rstrip('.?')}{'?' if hint.startswith('Did you mean') else '.'}" if hint else ""


def shortened(text: str) -> str:
    """A cell's words on one line, cut where they are many."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
