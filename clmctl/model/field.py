"""Smart fields: what a contract's front matter may say, typed by a catalogue."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from clmctl.model.frozen import frozen


class FieldType(StrEnum):
    """The types of the catalogue. `strings` is a list of texts (carve-outs, languages)."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    DURATION = "duration"
    MONEY = "money"
    PERCENT = "percent"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    PARTY = "party"
    PERSON = "person"
    STRINGS = "strings"


@frozen
class Limits:
    """The first and the last value that can be, as a person would type them (of money the amount; empty: none), and what to
    write where a value is outside."""

    at_least: str = ""
    at_most: str = ""
    instead: str = ""


NO_LIMITS = Limits()


@frozen
class Field:
    """One smart field. `path` is where it stands (`renewal.notice`, `fields.support_hours`).

    `default` is text as a person would type it, read by the field's type. `after_signature` says whether the agreed
    digest covers it (`fixed`) or it may move after signature (`open`). `client_safe`: may be shown to the counterparty.
    `required_for`: contract types that must state it (`*`: all). `limits`: what a value can be at least and at most.
    """

    path: str
    type: FieldType
    help: str = ""
    required_for: tuple[str, ...] = ()
    default: str = ""
    choices: tuple[str, ...] = ()
    client_safe: bool = False
    after_signature: Literal["fixed", "open"] = "fixed"
    aliases: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]


class Catalogue:
    """All fields a workspace knows, built-in and its own, found by path, alias or unambiguous last name."""

    __slots__ = ("_names", "by_path", "fields")

    def __init__(self, fields: Iterable[Field]) -> None:
        self.fields: tuple[Field, ...] = tuple(fields)
        self.by_path: dict[str, Field] = {field.path: field for field in self.fields}
        names: dict[str, list[Field]] = {}
        for field in self.fields:
            for name in {field.name, *field.aliases}:
                names.setdefault(name.casefold(), []).append(field)
        self._names = {name: tuple(found) for name, found in names.items()}

    def find(self, name: str) -> tuple[Field, ...]:
        """Every field that `name` may mean: exactly one for a path, an alias or an unambiguous last name."""
        if (field := self.by_path.get(name)) is not None:
            return (field,)
        return self._names.get(name.casefold(), ())
