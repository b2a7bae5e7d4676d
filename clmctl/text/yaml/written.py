"""How values are written as YAML: the same text for the same value, read back as that value by any YAML 1.1 or 1.2 program.

Small mappings and lists go on one line (`{type: auto-renew, length: P12M}`), a list of mappings one item a line. A text is
quoted where some program would take it for something else: `no`, `0123`, `12:30`, `5`, `120000.00`. ISO dates stay bare.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast

from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.text.yaml.tree import CONTROL, Plain

#: How long a mapping or list may be on one line, as a value and as an item of a list.
_VALUE_WIDTH = 120
_ITEM_WIDTH = 240

_BARE = re.compile(
    r"[^\W_](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\\&*!?|>%@`\"{}\[\],#:]++|:(?=[^\s,\[\]{}])|#(?<=\S#))*(?<!\s)(?<!:)"
)
_NUMBERISH = re.compile(r"[-+.]?[0-9][0-9a-fA-FxXoO_.,:+-]*")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"))


def plain_of(value: object) -> Plain:
    """A value as YAML holds it: dates, durations and decimals as text, money as a mapping; ValueError for anything else."""
    if value is None or isinstance(value, bool | int):
        if isinstance(value, int) and not -(10**18) < value < 10**18:
            raise ValueError(f"The number {str(value)[:20]}... is too large")
        return value
    if isinstance(value, str):
        if (bad := CONTROL.search(value)) is not None:
            raise ValueError(f"The text holds the control character U+{ord(bad[0]):04X}")
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number")
        return format(value, "f")
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}" if value.year > 999 else value.isoformat()[:10]
    if isinstance(value, Period):
        return value.iso()
    if isinstance(value, Money):
        return {"amount": format(value.amount, "f"), "currency": value.currency}
    if isinstance(value, Mapping):
        return {_text(key): plain_of(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_of(inner) for inner in value]
    raise ValueError(f"A {type(value).__name__} cannot be written in YAML")


def _text(key: object) -> str:
    if not isinstance(key, str):
        raise ValueError(f"A key must be a text, not {key!r}")
    return cast("str", plain_of(key))


def scalar(value: str | int | None, quote: str = "") -> str:
    """One value on one line. `quote` is the mark the text before it had, kept where it can be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if quote == "'" and "\n" not in value and "\t" not in value:
        return "'" + value.replace("'", "''") + "'"
    if quote != '"' and is_bare(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


@lru_cache(maxsize=1024)
def is_bare(text: str) -> bool:
    """True where the text needs no quotes in any YAML program, on its own or inside `{}`."""
    if text.casefold() in _OTHER or len(text) > 1000:
        return False
    if _NUMBERISH.fullmatch(text) and not _ISO_DATE.fullmatch(text):
        return False
    return _BARE.fullmatch(text) is not None


def flow(value: Plain) -> str:
    """A value on one line, mappings as `{a: b}` and lists as `[a, b]`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value)


def pair(key: str, value: Plain, indent: int, end: str = "\n") -> str:
    """`key: value` without a final line end; what is too long for one line goes on lines of its own below."""
    written = scalar(key)
    if _lines_needed(value, indent + len(written) + 2, _VALUE_WIDTH):
        return f"{written}:{end}{block(value, indent + 2, end)}"
    return f"{written}: {flow(value)}"


def block(value: Plain, indent: int, end: str = "\n") -> str:
    """A mapping or list on lines of its own, each indented, without a final line end."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        return end.join(pad + pair(key, inner, indent, end) for key, inner in value.items())
    if isinstance(value, list) and value:
        return end.join(pad + item(inner, indent, end) for inner in value)
    return pad + flow(value)


def item(value: Plain, indent: int, end: str = "\n") -> str:
    """`- value` of a list whose dashes stand at `indent`."""
    if _lines_needed(value, indent + 2, _ITEM_WIDTH):
        return "- " + block(value, indent + 2, end).lstrip(" ")
    return f"- {flow(value)}"


def _lines_needed(value: Plain, used: int, width: int) -> bool:
    """Whether a value does not fit on the rest of its line, or is a list that reads better one item a line."""
    if not isinstance(value, dict | list) or not value:
        return False
    if isinstance(value, list) and width == _VALUE_WIDTH and any(isinstance(inner, dict | list) and inner for inner in value):
        return True
    return used + len(flow(value)) > width


def dump(mapping: Mapping[str, object]) -> str:
    """The YAML of a whole mapping, one top-level key after the other, with a final line end; reads back as the same values."""
    plain = plain_of(mapping)
    assert isinstance(plain, dict)  # noqa: S101 - a mapping stays one
    return block(plain, 0) + "\n" if plain else "{}\n"
