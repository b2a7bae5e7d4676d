"""Shapes of files: one table says what a key holds, and both the readers and the JSON Schemas are made from it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from clmctl.model.frozen import frozen
from clmctl.text.fields.troubles import Trouble, did_you_mean, one_of
from clmctl.text.fields.values import choose, read_currency, read_date, read_period, read_text, read_truth, read_whole, shown
from clmctl.text.yaml.frontmatter import Path

Schema = dict[str, Any]
MISSING: Any = None


class Shape(Protocol):
    """What a key may hold. `read` gives the value, or None after noting what is wrong; `schema` is the same in JSON Schema."""

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """The value of `key` in what stands at `at`."""

    def schema(self) -> Schema:
        """JSON Schema of the value."""


@frozen
class Single:
    """One value on its own, read by a function that raises ValueError."""

    reader: Callable[[object], Any]
    json: Mapping[str, Any]

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """The value, or None with a note."""
        try:
            return self.reader(raw)
        except ValueError as wrong:
            message, _, hint = str(wrong).partition(". ")
            troubles.append(Trouble((*at, key), f"{key}: {message}" if isinstance(key, str) else message, hint))
            return MISSING

    def schema(self) -> Schema:
        """JSON Schema of the value."""
        return dict(self.json)


def _pattern(pattern: str, example: str) -> Callable[[object], str]:
    compiled = re.compile(pattern)

    def read(raw: object) -> str:
        text = read_text(raw)
        if compiled.fullmatch(text) is None:
            raise ValueError(f"{shown(text)} is not written as {example}")
        return text

    return read


def matching(pattern: str, example: str) -> Single:
    """A text of one form."""
    return Single(_pattern(pattern, example), {"type": "string", "pattern": f"^(?:{pattern})$"})


def choice(*words: str) -> Single:
    """One of some words."""
    return Single(lambda raw: choose(read_text(raw), words), {"enum": list(words)})


def whole(minimum: int) -> Single:
    """A whole number from `minimum` up."""

    def read(raw: object) -> int:
        number = read_whole(raw)
        if number < minimum:
            raise ValueError(f"{number} is less than {minimum}")
        return number

    return Single(read, {"type": "integer", "minimum": minimum})


DATE_SCHEMA: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
PERIOD_SCHEMA: Schema = {
    "type": "string",
    "pattern": r"^P(?=[0-9])([0-9]{1,4}Y)?([0-9]{1,5}M)?([0-9]{1,5}W)?([0-9]{1,6}D)?([0-9]{1,5}B)?([0-9]{1,5}C)?$",
}
TEXT = Single(read_text, {"type": ["string", "integer"]})
#: Words of others, as they are: control characters too.
WORDS = Single(lambda raw: raw if isinstance(raw, str) else read_text(raw), {"type": "string"})
TRUTH = Single(read_truth, {"type": "boolean"})
#: A condition in the condition language; `true` needs no quotes.
CONDITION = Single(lambda raw: str(raw).lower() if isinstance(raw, bool) else read_text(raw), {"type": ["string", "boolean"]})
DAY = Single(read_date, DATE_SCHEMA)
SPAN = Single(read_period, PERIOD_SCHEMA)
CURRENCY = Single(read_currency, {"type": "string", "pattern": "^[A-Z]{3}$"})
CONTRACT_ID = r"[A-Z0-9][A-Z0-9-]{0,63}"
SLUG = r"[a-z0-9][a-z0-9_-]{0,63}"
ID = matching(CONTRACT_ID, "MSA-2026-0042 (capitals, digits and hyphens, at most 64)")
NAME = matching(SLUG, "limitation-of-liability (small letters, digits and hyphens)")
DIGEST = matching(r"sha256:[0-9a-f]{64}", "sha256: and 64 hexadecimal digits")
EMAIL = matching(r"[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]{1,255}", "name@example.org")
LANGUAGE = matching(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", "en or pt-BR")
FIELD_PATH = matching(r"[a-z0-9][a-z0-9_-]{0,63}(?:\.[a-z0-9][a-z0-9_-]{0,63}){0,7}", "renewal.notice")


@frozen
class Listing:
    """A list. With `lone`, one value stands for a list of it. Items that cannot be read are left out."""

    item: Shape
    lone: bool = False

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """A tuple of what can be read."""
        if type(raw) is not list:
            if self.lone:
                found = self.item.read(raw, at, key, troubles)
                return MISSING if found is MISSING else (found,)
            troubles.append(
                Trouble((*at, key), f"{key} must be a list, not {shown(raw)}", "Write it as [a, b], or one `- item` a line.")
            )
            return MISSING
        inner = (*at, key)
        read = self.item.read
        found = [read(item, inner, number, troubles) for number, item in enumerate(raw)]
        return tuple(item for item in found if item is not MISSING)

    def schema(self) -> Schema:
        """JSON Schema of the list."""
        item = self.item.schema()
        listed = {"type": "array", "items": item}
        return {"anyOf": [listed, item]} if self.lone else listed


@frozen
class Mapped:
    """A mapping from free keys to values of one shape; `key` is the pattern the keys follow."""

    value: Shape
    key: str = r"[^\s].{0,99}"

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """A dict of what can be read."""
        if type(raw) is not dict:
            troubles.append(Trouble((*at, key), f"{key} must be `key: value` lines, not {shown(raw)}"))
            return MISSING
        inner = (*at, key)
        found: dict[str, Any] = {}
        for name, item in raw.items():
            if re.fullmatch(self.key, name) is None:
                troubles.append(Trouble((*inner, name), f"{shown(name)} cannot be a key of {key}"))
            elif item is not None and (value := self.value.read(item, inner, name, troubles)) is not MISSING:
                found[name] = value
        return found

    def schema(self) -> Schema:
        """JSON Schema of the mapping."""
        return {"type": "object", "patternProperties": {f"^(?:{self.key})$": self.value.schema()}, "additionalProperties": False}


@frozen
class Record:
    """A mapping with known keys. Empty values count as absent; unknown keys and missing ones are noted."""

    keys: Mapping[str, Shape]
    required: tuple[str, ...] = ()

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """A dict of what can be read."""
        if type(raw) is not dict:
            what = f"{key} must be" if isinstance(key, str) else "An item must be"
            troubles.append(Trouble((*at, key), f"{what} `key: value` pairs, not {shown(raw)}", one_of(self.keys)))
            return MISSING
        return self.read_mapping(raw, (*at, key), troubles)

    def read_mapping(self, raw: Mapping[str, object], at: Path, troubles: list[Trouble]) -> dict[str, Any]:
        """A dict of what can be read in the mapping that stands at `at`."""
        found: dict[str, Any] = {}
        for name, item in raw.items():
            shape = self.keys.get(name)
            if shape is None:
                troubles.append(
                    Trouble((*at, name), f"Unknown key {shown(name)}", did_you_mean(name, self.keys) or one_of(self.keys))
                )
            elif item is not None and (value := shape.read(item, at, name, troubles)) is not MISSING:
                found[name] = value
        for name in self.required:
            if raw.get(name) is None:
                troubles.append(Trouble(at, f"{name} is missing", f"Add {name}: ..."))
        return found

    def schema(self) -> Schema:
        """JSON Schema of the mapping."""
        properties = {name: shape.schema() for name, shape in self.keys.items()}
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**found, "required": list(self.required)} if self.required else found


@frozen
class Short:
    """A record that one value may stand for: the value of its key `key`."""

    record: Record
    key: str

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """A dict of what can be read."""
        if type(raw) is dict:
            return self.record.read(raw, at, key, troubles)
        found = self.record.keys[self.key].read(raw, at, key, troubles)
        return MISSING if found is MISSING else {self.key: found}

    def schema(self) -> Schema:
        """JSON Schema of either."""
        return {"anyOf": [self.record.keys[self.key].schema(), self.record.schema()]}


@frozen
class Free:
    """Anything of one kind (`object`: of any), kept as it is."""

    kind: type
    json: Mapping[str, Any]

    def read(self, raw: object, at: Path, key: str | int, troubles: list[Trouble]) -> Any:
        """The value where it is of that kind."""
        if self.kind is object or type(raw) is self.kind:
            return raw
        troubles.append(Trouble((*at, key), f"{key} must be a {'mapping' if self.kind is dict else 'list'}, not {shown(raw)}"))
        return MISSING

    def schema(self) -> Schema:
        """JSON Schema of the value."""
        return dict(self.json)
