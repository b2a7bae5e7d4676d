"""Contract numbers by series."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from clmctl.errors import ConfigError

_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,63}")


def series_of(contract_type: str, series: Mapping[str, str]) -> str:
    """The number format of a contract type: its own, else the one for `*`."""
    return series.get(contract_type) or series.get("*") or "{type}-{year}-{number:04}"


def next_number(form: str, contract_type: str, taken: Iterable[str], on: date) -> str:
    """The next free id of the series: one above the highest number in use for that type and year, gaps never filled.

    `form` uses {type}, {year} and {number:0N}; ConfigError where it has no {number} or makes an id no folder may bear.
    """
    try:
        zero = form.format(type=contract_type.upper(), year=on.year, number=0)
        probe = form.format(type=contract_type.upper(), year=on.year, number=7)
    except (KeyError, ValueError, IndexError) as error:
        raise ConfigError(f"The number format {form!r} cannot be used: {error}.", hint=_HINT, path="clmctl.yaml") from None
    if zero == probe or not _ID.fullmatch(probe):
        raise ConfigError(f"The number format {form!r} gives {probe!r}, which is no contract id.", hint=_HINT, path="clmctl.yaml")
    pattern = re.compile(re.escape(form.format(type=contract_type.upper(), year=on.year, number=987654321)).replace("987654321", r"(\d+)"))
    highest = max((int(match[1]) for match in map(pattern.fullmatch, taken) if match), default=0)
    return form.format(type=contract_type.upper(), year=on.year, number=highest + 1)


_HINT = "Use {type}, {year} and {number:04}, for example \"{type}-{year}-{number:04}\"; capitals, digits and hyphens only."
